using Microsoft.Extensions.Time.Testing;
using Sonde.Agent.Cli;
using Sonde.Testing;

namespace Sonde.Agent.Tests.Cli;

public sealed class CommandLineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    [Theory]
    [InlineData("", "a command is missing")]
    [InlineData("start", "start is no command")]
    [InlineData("run", "run needs --config FILE.")]
    [InlineData("run --config", "--config needs a file.")]
    [InlineData("run --config=", "--config needs a file.")]
    [InlineData("check x", "x is not known; check takes --config FILE.")]
    [InlineData("version now", "version takes no argument")]
    public async Task A_wrong_command_line_is_told_with_code_2(string line, string expected)
    {
        Assert.Equal(ExitCode.BadUsage, await RunAsync(line));
        Assert.Contains(expected, _error.ToString(), StringComparison.Ordinal);
        Assert.Empty(_output.ToString());
    }

    [Theory]
    [InlineData("--help", "Usage:")]
    [InlineData("run -h", "Exit codes:")]
    [InlineData("help", "Signals:")]
    [InlineData("version", "sonde-agent ")]
    [InlineData("--version", "sonde-agent ")]
    public async Task Help_and_version_go_to_standard_output(string line, string expected)
    {
        Assert.Equal(ExitCode.Done, await RunAsync(line));
        Assert.Contains(expected, _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_prints_a_summary_of_a_good_config_without_its_secrets()
    {
        var file = _folder.Write("a.yaml", Config.CollectorText.With("password: p", "password: ${env:SECRET}").Replace("/write", "/write?token=query", StringComparison.Ordinal));

        Assert.Equal(ExitCode.Done, await RunAsync($"check -c {file}"));

        var output = _output.ToString();
        Assert.StartsWith("ok: config ", output, StringComparison.Ordinal);
        Assert.Contains("  scrape a: http://localhost:9000/metrics every 15s\n", output, StringComparison.Ordinal);
        Assert.Contains($"  write prometheusremotewrite: http://receiver/write (basic auth from username at {file}:15:7, environment variable SECRET, remote write 1.0)\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_prints_every_fault_of_a_bad_config()
    {
        var file = _folder.Write("a.yaml", Config.CollectorText.With("15s", "x").Replace("1s", "y", StringComparison.Ordinal));

        Assert.Equal(ExitCode.BadConfig, await RunAsync($"check --config={file}"));
        Assert.Contains($"{file}:6:28 ", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains($"{file}:11:14 ", _output.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("2 faults\n", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named()
    {
        Assert.Equal(ExitCode.BadConfig, await RunAsync($"check -c {_folder.File("none.yaml")}"));
        Assert.Contains("none.yaml", _output.ToString(), StringComparison.Ordinal);
    }

    private Task<int> RunAsync(string line) =>
        new CommandLine(new FakeTimeProvider(), _output, _error, name => name == "SECRET" ? "hush" : null)
            .RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
