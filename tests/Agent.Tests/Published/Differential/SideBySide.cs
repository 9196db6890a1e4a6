using Sonde.Testing.Processes;

namespace Sonde.Agent.Tests.Published.Differential;

/// <summary>Prometheus and the agent over the same scripts at the same time, and what they made of them differently.</summary>
internal static class SideBySide
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private const int IntervalMilliseconds = 1000;
    private const int MostTold = 200;

    /// <param name="prometheus">Which Prometheus.</param>
    /// <param name="options">What it is started with beside its config; <c>DATA</c> is its folder.</param>
    /// <param name="message">The message that both write.</param>
    /// <param name="scripts">What they scrape.</param>
    /// <param name="cancellation">Ends the comparison.</param>
    public static async Task<IReadOnlyList<Difference>> RunAsync(
        Tool prometheus, IReadOnlyList<string> options, string message, IReadOnlyList<PageScript> scripts, CancellationToken cancellation)
    {
        var (program, agent) = (await prometheus.PathAsync(cancellation), await PublishedAgent.FileAsync());
        await using var theirs = await Scraper.StartAsync(
            "Prometheus",
            (config, data) => new(program, [.. options.Select(option => option.Replace("DATA", data, StringComparison.Ordinal)), $"--config.file={config}", "--web.listen-address=127.0.0.1:0"]),
            message == ScraperConfig.FirstMessage ? null : message, scripts, cancellation);
        await using var ours = await Scraper.StartAsync("the agent", (config, _) => new(agent, "run", "--config", config), message, scripts, cancellation);
        Scraper[] both = [theirs, ours];

        await Task.WhenAll(both.Select(one => one.WritesAsync(s_patience, cancellation)));
        var begin = BeginBetweenScrapes([.. both.SelectMany(one => scripts.Where(script => script.HasTimes).Select(script => one.Log.NewestScrape(script.Job)))]);
        Array.ForEach(both, one => one.Pages.Begin(begin));
        await Task.WhenAll(both.Select(one => one.EndsAsync(s_patience, cancellation)));

        Assert.All(both, one => Assert.Empty(one.Log.Problems));
        return [.. scripts.SelectMany(script => Compare(script.Job, ScrapeHistory.LinesOf(theirs, script, begin), ScrapeHistory.LinesOf(ours, script, begin)))];
    }

    /// <summary>Every difference must be a known one, and every known one must show.</summary>
    public static void AssertKnown(IReadOnlyList<Difference> differences, IReadOnlyList<KnownDifference> known)
    {
        foreach (var one in known)
        {
            var rest = one.Settle(differences);
            Assert.True(rest.Count < differences.Count, $"no longer different, take it off the list: {one.Reason}");
            differences = rest;
        }

        Assert.True(differences.Count == 0, $"{differences.Count} differences that nobody listed:\n{string.Join('\n', differences.Take(MostTold))}");
    }

    /// <summary>A time from now to a second later, as far as can be from when anybody scrapes: a page's own times must not look like a scrape's.</summary>
    private static long BeginBetweenScrapes(long[] scrapes)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        return Enumerable.Range(0, IntervalMilliseconds).Select(offset => now + offset)
            .MaxBy(time => scrapes.Min(scrape => Math.Min((time - scrape) % IntervalMilliseconds, IntervalMilliseconds - ((time - scrape) % IntervalMilliseconds))));
    }

    private static IEnumerable<Difference> Compare(string job, IReadOnlySet<string> theirs, IReadOnlySet<string> ours)
    {
        // Nothing at all would be equal too.
        Assert.Contains(theirs, line => line.StartsWith("#0 ", StringComparison.Ordinal) && line.Contains("__name__=up", StringComparison.Ordinal));
        return [
            .. theirs.Where(line => !ours.Contains(line)).Select(line => new Difference(job, IsOurs: false, line)),
            .. ours.Where(line => !theirs.Contains(line)).Select(line => new Difference(job, IsOurs: true, line)),
        ];
    }
}
