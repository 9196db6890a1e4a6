using Sonde.Testing;
using Sonde.Testing.Processes;
using Sonde.Testing.RemoteWrite;

namespace Sonde.Agent.Tests.Published.Differential;

/// <summary>A program that scrapes all scripts and writes to a sink of its own.</summary>
internal sealed class Scraper : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly IReadOnlyList<PageScript> _scripts;
    private RemoteWriteSink _sink = null!;
    private ChildProcess _process = null!;

    private Scraper(string name, IReadOnlyList<PageScript> scripts) => (Name, _scripts) = (name, scripts);

    public string Name { get; }

    public ScriptServer Pages { get; private set; } = null!;

    public SeriesLog Log { get; } = new();

    /// <param name="name">In messages.</param>
    /// <param name="start">Its command, from the file with its config and a folder of its own.</param>
    /// <param name="message">The message of remote write as a Prometheus file has it; null: a Prometheus that knows but one.</param>
    /// <param name="scripts">What is scraped.</param>
    /// <param name="cancellation">Ends the start.</param>
    public static async Task<Scraper> StartAsync(
        string name, Func<string, string, ChildProcessStart> start, string? message, IReadOnlyList<PageScript> scripts, CancellationToken cancellation)
    {
        Scraper scraper = new(name, scripts);
        scraper.Pages = await ScriptServer.StartAsync(scripts, cancellation);
        scraper._sink = await RemoteWriteSink.StartAsync(cancellation);
        scraper._sink.Answer = RemoteWriteAnswer.Accepted with { TellsWritten = message == ScraperConfig.SecondMessage };
        scraper._sink.Keeper = scraper.Log.Add;
        var config = scraper._folder.Write("prometheus.yml", ScraperConfig.Of(scripts, scraper.Pages.Address, $"{scraper._sink.Url}/api/v1/write", message));
        scraper._process = ChildProcess.Start(start(config, scraper._folder.File("data")));
        return scraper;
    }

    /// <summary>Waits until a scrape of every target has arrived.</summary>
    public Task WritesAsync(TimeSpan within, CancellationToken cancellation) => UntilAsync("a scrape of every target", within, script => Log.NewestScrape(script.Job) > 0, cancellation);

    /// <summary>Waits until the scrapes of all frames have arrived.</summary>
    public Task EndsAsync(TimeSpan within, CancellationToken cancellation) => UntilAsync(
        "the scrape after the last frame of every target",
        within,
        script => Pages.Arrivals(script.Job) is var arrivals && arrivals.Count > script.Frames.Count + 1 && Log.NewestScrape(script.Job) >= arrivals[script.Frames.Count],
        cancellation);

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        await _sink.DisposeAsync();
        await Pages.DisposeAsync();
        _folder.Dispose();
    }

    private async Task UntilAsync(string what, TimeSpan within, Func<PageScript, bool> has, CancellationToken cancellation)
    {
        try
        {
            await Eventually.TrueAsync(what, within, () => _process.HasExited || _scripts.All(has), cancellation);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{Name}: {e.Message} Missing: {string.Join(", ", _scripts.Where(script => !has(script)))}. It said:{Environment.NewLine}{_process.LastLines()}", e);
        }

        if (_process.HasExited)
            throw new InvalidOperationException($"{Name} ended with {_process.ExitCode}:{Environment.NewLine}{_process.LastLines()}");
    }
}
