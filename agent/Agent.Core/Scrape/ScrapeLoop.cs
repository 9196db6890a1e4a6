using Sonde.Agent.Core.Series;
using Sonde.Agent.Core.Timing;

namespace Sonde.Agent.Core.Scrape;

/// <summary>Scrapes one target at once, on its grid, and after a thaw. One scrape at a time: a slow one makes the points that it covers be skipped.</summary>
/// <param name="scraper">Of the target.</param>
/// <param name="output">Takes each batch; becomes a holder of it where it keeps it.</param>
/// <param name="thaws">Tells of freezes.</param>
/// <param name="clock">Beats.</param>
internal sealed class ScrapeLoop(TargetScraper scraper, Action<SampleBatch> output, ThawWatch thaws, TimeProvider clock)
{
    private readonly ScrapeGrid _grid = new(scraper.Target.Job.Interval, clock);
    private readonly Wakeup _wakeup = new();
    private readonly Ask _asked = new();

    public TargetScraper Scraper => scraper;

    /// <summary>Scrapes until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        thaws.Thawed += OnThaw;
        try
        {
            while (true)
            {
                var asked = _asked.Take();
                await ScrapeAsync(cancellation);
                asked?.TrySetResult();
                await WaitAsync(cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The way to end this loop.
        }
        finally
        {
            thaws.Thawed -= OnThaw;
            _asked.Close();
        }
    }

    /// <summary>Scrapes off the grid. Done once a scrape that began after this call is done, or the loop has ended.</summary>
    public Task ScrapeNowAsync()
    {
        var scrape = _asked.MakeAsync();
        _wakeup.Raise();
        return scrape;
    }

    /// <summary>Scrapes where the last scrape is more than an interval ago: timers are late on an instance that was frozen.</summary>
    public void ScrapeIfOverdue()
    {
        if (_grid.IsOverdue())
            _wakeup.Raise();
    }

    /// <summary>The last scrape of a target, once the loop has ended. If it is not done in time its samples are left out.</summary>
    public async Task ScrapeLastAsync(TimeSpan longest, CancellationToken cancellation)
    {
        using CancellationTokenSource deadline = new(longest, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            await ScrapeAsync(either.Token);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // The engine is slow or gone; the stop does not wait for it.
        }
    }

    /// <summary>Ends all series of the target.</summary>
    public void End()
    {
        var batch = scraper.End(_grid.Stamp());
        output(batch);
        batch.Release();
    }

    private async Task ScrapeAsync(CancellationToken cancellation)
    {
        SampleBatch? batch;
        do
            batch = await scraper.ScrapeAsync(_grid.Stamp(), scraper.Target.Job.Timeout, cancellation);
        while (batch is null);

        output(batch);
        batch.Release();
    }

    private async Task WaitAsync(CancellationToken cancellation)
    {
        // A thaw wakes early; the scrape is due then only if the wall clock says so or somebody asked, and the grid goes on from where it was.
        while (await _wakeup.WaitAsync(_grid.UntilNext(), clock, cancellation))
        {
            if (_grid.IsOverdue() || _asked.IsPending)
                return;
        }
    }

    private void OnThaw(object? sender, EventArgs e)
    {
        scraper.RenewConnections();
        _wakeup.Raise();
    }
}
