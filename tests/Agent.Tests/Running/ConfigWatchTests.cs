using Microsoft.Extensions.Time.Testing;
using Sonde.Agent.Core.Config;
using Sonde.Agent.Logging;
using Sonde.Agent.Running;
using Sonde.Testing;

namespace Sonde.Agent.Tests.Running;

[Collection(typeof(ClockCollection))]
public sealed class ConfigWatchTests : IDisposable
{
    private const string Good = """
        scrape_configs: [{job_name: a, static_configs: [{targets: ["h:1"]}]}]
        remote_write: [{url: "http://r/w"}]
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly StringWriter _log = new();
    private readonly StderrLoggerFactory _logging;
    private readonly ConfigFiles _files;
    private readonly string _path;

    public ConfigWatchTests()
    {
        _path = _folder.Write("a.yaml", Good);
        _files = new ConfigFiles([_path], ConfigEnvironment.Placeholders);
        _logging = new StderrLoggerFactory(_log, _clock);
    }

    public void Dispose()
    {
        _folder.Dispose();
        _log.Dispose();
        _logging.Dispose();
    }

    [Fact]
    public async Task A_new_content_is_taken_once_it_has_settled()
    {
        var next = Watch();
        await AdvanceAsync(seconds: 30);
        Assert.False(next.IsCompleted);

        _folder.Write("a.yaml", Good.Replace("job_name: a", "job_name: b", StringComparison.Ordinal));
        await AdvanceAsync(seconds: 10);

        Assert.Equal("b", (await next).Reading.Config!.ScrapeJobs[0].JobName);
    }

    [Fact]
    public async Task A_content_that_still_changes_is_waited_for()
    {
        var next = Watch();
        var text = "# longer\n" + Good;
        for (var i = 1; i < 40; i++)
        {
            _folder.Write("a.yaml", $"{text}\n# {i}");
            await AdvanceAsync(seconds: 1);
            Assert.False(next.IsCompleted);
        }

        await AdvanceAsync(seconds: 10);
        Assert.True(next.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_broken_content_is_told_once_and_a_mended_one_is_taken()
    {
        var next = Watch();
        _folder.Write("a.yaml", "scrape_configs: [");
        await AdvanceAsync(seconds: 60);
        Assert.False(next.IsCompleted);
        Assert.Equal(1, _log.ToString().Split("is not taken, the last good one stays").Length - 1);

        _folder.Write("a.yaml", Good + "\n");
        await AdvanceAsync(seconds: 10);
        Assert.True(next.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_file_that_is_away_for_a_while_is_told_once()
    {
        var next = Watch();
        File.Delete(_path);
        await AdvanceAsync(seconds: 60);
        Assert.Equal(1, _log.ToString().Split("cannot be read, the last good one stays").Length - 1);

        _folder.Write("a.yaml", Good);
        await AdvanceAsync(seconds: 30);
        Assert.False(next.IsCompleted);
    }

    private Task<LoadedConfig> Watch() =>
        new ConfigWatch(_files, _clock, _logging.CreateLogger("")).NextAsync(_files.Load().Hash, TestContext.Current.CancellationToken);

    /// <summary>Second by second, each once the watch waits again: it reads its files synchronously.</summary>
    private async Task AdvanceAsync(int seconds)
    {
        for (var i = 0; i < seconds; i++)
            await _clock.LeapAsync(TimeSpan.FromSeconds(1));
    }
}
