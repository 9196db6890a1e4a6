using Sonde.Agent.Core.Scrape;

namespace Sonde.Agent.Core;

/// <summary>A target with its running loop.</summary>
internal sealed class RunningTarget : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    public RunningTarget(ScrapeLoop loop) => Loop = loop;

    public ScrapeLoop Loop { get; }

    public TargetScraper Scraper => Loop.Scraper;

    public ScrapeTarget Target => Scraper.Target;

    /// <summary>Starts the loop.</summary>
    /// <param name="broke">Called where the loop ends by a fault of ours.</param>
    public void Start(Action<Exception> broke) => _running = Task.Run(async () =>
    {
        try
        {
            await Loop.RunAsync(_stop.Token);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            broke(e);
        }
    });

    /// <summary>Ends the loop; a scrape under way is left.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running;
    }

    public void Dispose()
    {
        _stop.Dispose();
        Scraper.Dispose();
    }
}
