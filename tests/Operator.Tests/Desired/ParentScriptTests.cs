using CsCheck;
using Sonde.Operator.Desired;
using Sonde.Testing;

namespace Sonde.Operator.Tests.Desired;

/// <summary>The entrypoint that starts the agent as the engine's parent, run by a real shell.</summary>
public sealed class ParentScriptTests : IDisposable
{
    /// <summary>Tells how it was called, and plays the engine's part with its exit code.</summary>
    private const string Agent = """
        #!/bin/sh
        [ "$1" = version ] && echo sonde-agent 1.2.3 && exit 0
        printf '%s\0' "$0" "$@"
        exit 5
        """;

    private static readonly string[] s_engine = ["/bin/sh", "-c", "printf '%s\\0' engine \"$@\"; exit 7", "vllm"];
    private static readonly ProxyPorts s_ports = new(9000, 19000);

    // Everything that a shell could take for something else; NUL cannot be in a word.
    private static readonly Gen<string> s_word = Gen.OneOf(Gen.Char["'\"\\$`!*?#~&|;<>(){}[]= \t\n-a\u00e9\u4e16"], Gen.Char[' ', '~']).Array[0, 8].Select(chars => new string(chars));

    private readonly TemporaryFolder _folder = new();

    private string Mount => _folder.File("it's a mount");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_agent_takes_the_place_of_the_shell_and_gets_the_engine_behind_two_dashes()
    {
        WriteAgent(Agent);

        var (code, words, error) = await RunAsync(null, "serve", "--port", "9000");

        Assert.Equal((5, ""), (code, error));
        Assert.Equal([$"{_folder.File("run")}/sonde-agent", "run", "--config", $"{Mount}/chat.yaml", "--", .. s_engine, "serve", "--port", "9000"], words);
    }

    [Fact]
    public async Task With_a_proxy_it_gets_both_ports_and_the_engine_as_it_was_moved()
    {
        WriteAgent(Agent);

        var (code, words, _) = await RunAsync(new(s_ports, ["vllm", "it's", "--port", "19000"]), "--port", "9000");

        Assert.Equal(5, code);
        Assert.Equal(["run", "--config", $"{Mount}/chat.yaml", "--proxy", "0.0.0.0:9000=127.0.0.1:19000", "--", "vllm", "it's", "--port", "19000"], words.Skip(1));
    }

    [Fact]
    public async Task An_engine_that_is_elsewhere_already_keeps_its_words()
    {
        WriteAgent(Agent);

        Assert.Equal([.. s_engine, "--port", "8000"], (await RunAsync(new(s_ports, null), "--port", "8000")).Words.SkipWhile(w => w != "--").Skip(1));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("#!/bin/sh\nexit 126\n")]
    [InlineData("#!/no/such/interpreter\n")]
    [InlineData("\u007fELF of another machine")]
    public async Task Case_39_without_an_agent_that_runs_the_engine_starts_plainly_and_the_reason_is_told(string? agent)
    {
        if (agent is not null)
            WriteAgent(agent is "" ? "" : agent);

        foreach (var proxy in new[] { null, new ProxiedEngine(s_ports, ["vllm", "--port", "19000"]) })
        {
            var (code, words, error) = await RunAsync(proxy, "--port", "9000");

            // On the function's own port: where the agent is not, nobody else would listen there.
            Assert.Equal((7, "engine --port 9000"), (code, string.Join(' ', words)));
            Assert.Contains("sonde: the agent could not be started", error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Words_of_any_kind_arrive_as_they_were_written()
    {
        WriteAgent(Agent);

        await s_word.Array[0, 6].SampleAsync(async words =>
        {
            Assert.Equal(words, (await RunAsync(null, words)).Words.SkipWhile(w => w != "--").Skip(1 + s_engine.Length));
            Assert.Equal([.. words, "end"], (await RunAsync(new(s_ports, [.. words, "end"]))).Words.SkipWhile(w => w != "--").Skip(1));
        }, iter: 40, threads: 1);
    }

    private void WriteAgent(string content) => _folder.Write("it's a mount/sonde-agent", content);

    private async Task<(int Code, string[] Words, string Error)> RunAsync(ProxiedEngine? proxy, params string[] args)
    {
        string[] command = [.. StartScript.Parent(Mount, $"{Mount}/chat.yaml", s_engine, proxy), .. args];
        var (code, output, error) = await RealShell.RunAsync(command, _folder, TestContext.Current.CancellationToken);
        return (code, output.Split('\0')[..^1], error);
    }
}
