using Sonde.Operator.Desired;
using Sonde.Testing;

namespace Sonde.Operator.Tests.Desired;

/// <summary>The script is run by a real shell, its folder below /tmp replaced by one of the test's own.</summary>
public sealed class StartScriptTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Mount => _folder.File("it's a mount");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_agent_runs_beside_from_a_copy_that_may_be_executed()
    {
        _folder.Write("it's a mount/sonde-agent", $"#!/bin/sh\necho \"$0 $@\" > '{_folder.File("ran")}'\n");
        _folder.Write("it's a mount/ca-certificates.crt", "roots");

        var (code, error) = await RunAsync(null);

        Assert.Equal((0, ""), (code, error));
        await Eventually.PassesAsync("the agent ran", TimeSpan.FromSeconds(20), async token =>
            Assert.Equal($"{_folder.File("run")}/sonde-agent run --config {Mount}/chat.yaml\n", await File.ReadAllTextAsync(_folder.File("ran"), token)), TestContext.Current.CancellationToken);
        Assert.True(File.Exists(_folder.File("run/ca-certificates.crt")));
    }

    [Fact]
    public async Task Without_an_agent_the_engine_still_starts_and_the_reason_is_told()
    {
        var (code, error) = await RunAsync(null);

        Assert.Equal(0, code);
        Assert.Contains("sonde: the agent could not be started", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public async Task The_users_own_command_decides_with_its_exit_code_whether_or_not_there_is_an_agent(int code)
    {
        Assert.Equal(code, (await RunAsync(["sh", "-c", $"exit {code}"])).Code);
        _folder.Write("it's a mount/sonde-agent", "#!/bin/sh\nexit 3\n");
        Assert.Equal(code, (await RunAsync(["sh", "-c", $"exit {code}"])).Code);
    }

    [Fact]
    public async Task The_users_words_arrive_as_they_were_written()
    {
        await RunAsync(["sh", "-c", "printf '%s|' \"$@\" > \"$0\"", _folder.File("words"), "it's", "a $HOME", "`x`", "", "\"q\"", "two\nlines"]);

        Assert.Equal("it's|a $HOME|`x`||\"q\"|two\nlines|", await File.ReadAllTextAsync(_folder.File("words"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void The_command_is_one_of_a_shell_that_every_image_with_a_shell_has() =>
        Assert.Equal(["/bin/sh", "-c"], StartScript.Beside("/a", "/b", null).Take(2));

    private async Task<(int Code, string Error)> RunAsync(IReadOnlyList<string>? userCommand)
    {
        var command = StartScript.Beside(Mount, $"{Mount}/chat.yaml", userCommand);
        var (code, _, error) = await RealShell.RunAsync(command, _folder, TestContext.Current.CancellationToken);
        return (code, error);
    }
}
