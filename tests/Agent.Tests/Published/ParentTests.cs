using System.Globalization;
using Sonde.Testing;
using Sonde.Testing.Processes;

namespace Sonde.Agent.Tests.Published;

/// <summary>Start mode Entrypoint: what the engine sees of its parent, and what its parent's starter sees of the engine.</summary>
[Trait("Needs", "PublishedAgent")]
public sealed class ParentTests : IDisposable
{
    private const string NoConfig = "run --config /does/not/exist.yaml";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Arguments_arrive_word_for_word()
    {
        var result = await RunAsync("/bin/sh", "-c", "for a; do printf '[%s]' \"$a\"; done", "sh", "a b", "", "*", "ü\"'\\", "--", "--help");

        Assert.Equal("[a b][][*][ü\"'\\][--][--help]", result.Output);
    }

    [Fact]
    public async Task The_environment_arrives_as_it_was_given()
    {
        await using var agent = await PublishedAgent.StartAsync([.. NoConfig.Split(' '), "--", "/usr/bin/env"], ("A", "x y"), ("EMPTY", ""), ("B", "a=b"));

        Assert.Equal(0, await agent.WaitForExitAsync(s_patience, Cancellation));
        Assert.Equal(["A=x y", "B=a=b", "EMPTY="], agent.Output.Split('\n').Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Standard_input_output_and_error_are_the_engines()
    {
        await using var agent = await PublishedAgent.StartParentAsync(NoConfig, "/bin/sh", "-c", "cat; echo to error >&2");
        await agent.WriteLineAsync("through", Cancellation);
        agent.CloseInput();

        Assert.Equal(0, await agent.WaitForExitAsync(s_patience, Cancellation));
        Assert.Equal("through", agent.Output);
        Assert.Contains("to error", agent.Error.Split('\n'));
    }

    [Fact]
    public async Task Signals_of_the_engine_begin_at_their_defaults_and_limits_are_the_starters()
    {
        var status = (await RunAsync("/bin/cat", "/proc/self/status", "/proc/self/limits")).Output.Split('\n');
        var direct = (await ChildProcess.RunAsync(new ChildProcessStart("/bin/cat", "/proc/self/limits"), "", s_patience, Cancellation)).Output.Split('\n');

        Assert.Equal(0UL, MaskOf("SigBlk"));
        Assert.Equal(0UL, MaskOf("SigCgt"));
        // glibc ignores the two signals of its own threads (32, 33) in what it spawns; whoever uses them sets them.
        Assert.Equal(0UL, MaskOf("SigIgn") & ~0x1_8000_0000UL);
        Assert.Equal(direct.First(line => line.StartsWith("Max core", StringComparison.Ordinal)), status.First(line => line.StartsWith("Max core", StringComparison.Ordinal)));
        Assert.Equal(direct.First(line => line.StartsWith("Max open", StringComparison.Ordinal)), status.First(line => line.StartsWith("Max open", StringComparison.Ordinal)));

        ulong MaskOf(string name) => ulong.Parse(status.First(line => line.StartsWith(name, StringComparison.Ordinal))[(name.Length + 2)..], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }

    [Theory]
    [InlineData("exit 0", 0)]
    [InlineData("exit 3", 3)]
    [InlineData("kill -KILL $$", 137)]
    [InlineData("kill -TERM $$", 143)]
    public async Task The_exit_code_is_the_engines(string script, int code) => Assert.Equal(code, (await RunAsync("/bin/sh", "-c", script)).ExitCode);

    [Fact]
    public async Task A_command_that_is_not_there_is_told_with_127_and_one_line()
    {
        var result = await RunAsync("no-such-engine");

        Assert.Equal(127, result.ExitCode);
        Assert.Contains("msg=\"engine: no-such-engine: not found\"", Assert.Single(result.Error.Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("file")]
    [InlineData("folder")]
    public async Task A_command_that_cannot_be_executed_is_told_with_126_and_one_line(string kind)
    {
        var path = kind == "file" ? _folder.Write("engine", "text") : _folder.Path;

        var result = await RunAsync(path);

        Assert.Equal(126, result.ExitCode);
        Assert.Contains($"engine: {path}: cannot be executed: ", Assert.Single(result.Error.Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HUP")]
    [InlineData("INT")]
    [InlineData("QUIT")]
    [InlineData("USR1")]
    [InlineData("USR2")]
    [InlineData("TERM")]
    [InlineData("WINCH")]
    public async Task A_signal_is_handed_on(string signal)
    {
        await using var agent = await PublishedAgent.StartParentAsync(NoConfig, "/bin/sh", "-c", $"trap 'echo got {signal}; exit 9' {signal}; echo ready; while :; do sleep 0.05; done");
        await agent.WaitForLineAsync("the trap", line => line == "ready", s_patience, Cancellation);

        await KillAsync(signal, agent);

        Assert.Equal(9, await agent.WaitForExitAsync(s_patience, Cancellation));
        Assert.Contains($"got {signal}", agent.Output.Split('\n'));
    }

    [Fact]
    public async Task As_process_1_it_reaps_orphans_and_still_gives_the_engines_exit_code()
    {
        // Every shell leaves a grandchild to process 1; a while later none of them may be a zombie.
        const string Engine = "for i in 1 2 3 4 5; do (sleep 0.1 & exit 0); done; sleep 0.5; cat /proc/[0-9]*/status 2>/dev/null | grep -c 'State:.Z'; exit 5";
        var bwrap = await Tool.Bubblewrap.PathAsync(Cancellation);

        var result = await ChildProcess.RunAsync(
            new ChildProcessStart(bwrap, "--unshare-user", "--unshare-pid", "--as-pid-1", "--die-with-parent", "--bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "--",
                await PublishedAgent.FileAsync(), "run", "--config", "/does/not/exist.yaml", "--", "/bin/sh", "-c", Engine), "", s_patience, Cancellation);

        Assert.Equal(5, result.ExitCode);
        Assert.Equal("0", result.Output);
    }

    [Theory]
    [InlineData("run", "run needs --config FILE. The engine runs; nothing is scraped")]
    [InlineData("run --confg x", "--confg is not known")]
    [InlineData("run --config /does/not/exist.yaml", "nothing is scraped until the config is good")]
    [InlineData("run --config /proc/self/mem", "nothing is scraped until the config is good")]
    public async Task Case_39_a_fault_of_ours_is_told_and_the_engine_runs(string own, string told)
    {
        await using var agent = await PublishedAgent.StartParentAsync(own, "/bin/sh", "-c", "echo engine runs; read line; exit 4");
        await agent.WaitForLineAsync("the engine", line => line == "engine runs", s_patience, Cancellation);
        await agent.WaitForLineAsync("the fault", line => line.Contains(told, StringComparison.Ordinal), s_patience, Cancellation);

        agent.CloseInput();

        Assert.Equal(4, await agent.WaitForExitAsync(s_patience, Cancellation));
    }

    private static async Task<ProcessResult> RunAsync(params string[] command)
    {
        await using var agent = await PublishedAgent.StartParentAsync(NoConfig, command);
        var code = await agent.WaitForExitAsync(s_patience, Cancellation);
        return new ProcessResult(command[0], code, agent.Output, agent.Error);
    }

    private static Task<ProcessResult> KillAsync(string signal, ChildProcess process) =>
        ChildProcess.RunAsync(new ChildProcessStart("kill", $"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)), "", s_patience, Cancellation);
}
