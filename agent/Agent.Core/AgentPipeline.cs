using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Sonde.Agent.Core.Config;
using Sonde.Agent.Core.Http;
using Sonde.Agent.Core.RemoteWrite;
using Sonde.Agent.Core.Scrape;
using Sonde.Agent.Core.Spool;
using Sonde.Agent.Core.Telemetry;
using Sonde.Agent.Core.Timing;

namespace Sonde.Agent.Core;

/// <summary>The agent at work: scrape, relabel, queue, remote write. Data flows one way; a full queue drops its oldest and pushes nobody back.</summary>
/// <remarks>
/// <see cref="ApplyAsync"/> starts it and later swaps its configuration between two scrapes: what is the same in both goes on undisturbed.
/// <see cref="StopAsync"/> scrapes once more, ends all series with stale markers and sends what waits, within the configured time.
/// Not for concurrent calls.
/// </remarks>
public sealed class AgentPipeline : IAsyncDisposable
{
    private static readonly TimeSpan s_longestLastScrape = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly Func<TlsOptions, HttpMessageHandler> _handlers;
    private readonly ThawWatch _thaws;
    private readonly ScrapeCounters _scrapes = new();
    private readonly MetadataSource _metadata = new();
    private readonly SampleFanOut _fanOut = new();
    private readonly AgentTelemetry _telemetry;
    private readonly ColdStart _coldStart;
    private readonly Lock _telling = new();
    private readonly Dictionary<string, IReadOnlyList<SelfMetric>> _guests = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopWatch = new();
    private readonly Task _watching;
    private List<RunningTarget> _targets = [];
    private List<RunningSender> _senders = [];
    private TimeSpan _shutdownTimeout = new AgentExtras().ShutdownTimeout;
    private string _configHash = "";

    /// <summary>A pipeline that does nothing yet.</summary>
    /// <param name="clock">All times come from it.</param>
    /// <param name="log">Where lines go; category <c>Sonde.Agent.Core</c>.</param>
    public AgentPipeline(TimeProvider clock, ILogger<AgentPipeline> log)
        : this(clock, log, HandlerFactory.Create)
    {
    }

    internal AgentPipeline(TimeProvider clock, ILogger log, Func<TlsOptions, HttpMessageHandler> handlers)
    {
        _clock = clock;
        _log = log;
        _handlers = handlers;
        _thaws = new(clock);
        _thaws.Thawed += OnThaw;
        _telemetry = new(_scrapes, _thaws, clock.GetUtcNow());
        _coldStart = new(metrics => Tell("cold start", metrics), clock);
        _watching = WatchAsync();
    }

    /// <summary>Samples taken by each destination so far, by its name.</summary>
    public IReadOnlyDictionary<string, long> SamplesSent => _senders.ToDictionary(s => s.Sender.Counters.Name, s => s.Sender.Counters.Sent, StringComparer.Ordinal);

    internal IReadOnlyList<Sender> Senders => _fanOut.Senders;

    /// <summary>How long a stop may take to send what is queued.</summary>
    internal TimeSpan ShutdownTimeout => _shutdownTimeout;

    internal ColdStart ColdStart => _coldStart;

    /// <summary>Goes over to a configuration.</summary>
    /// <param name="config">What to scrape and where to send it.</param>
    /// <param name="configHash">Its name, told by the series <c>sonde_agent_config_info</c>.</param>
    /// <exception cref="FormatException">A relabel rule or an address of it is wrong; the configuration before goes on.</exception>
    public async Task ApplyAsync(AgentConfig config, string configHash)
    {
        // Everything that can be wrong is made first, so that a bad configuration changes nothing.
        ScrapeTarget[] wanted = [.. config.ScrapeJobs.SelectMany(TargetExpansion.Of)];
        CheckTargetLimits(config, wanted);
        RunningTarget[] added = [.. wanted.Where(target => _targets.TrueForAll(t => t.Target != target)).Select(NewTarget)];
        SenderRoute[] routes = [.. config.RemoteWrites.Select(destination => new SenderRoute(destination, _handlers, _clock))];

        _shutdownTimeout = config.Extras.ShutdownTimeout;
        await ReplaceSendersAsync(routes, config.Extras.Spool);
        await ReplaceTargetsAsync(wanted, added, configHash);
    }

    /// <summary>Ends the agent's work: last scrape, stale markers, flush. What cannot be sent in time is counted, logged and lost.</summary>
    public async Task StopAsync()
    {
        var begun = _clock.GetTimestamp();
        await Task.WhenAll(_targets.Select(target => target.StopAsync()));

        var longest = s_longestLastScrape < _shutdownTimeout / 3 ? s_longestLastScrape : _shutdownTimeout / 3;
        await Task.WhenAll(_targets.Select(target => target.Loop.ScrapeLastAsync(longest, CancellationToken.None)));
        await EndAsync(_shutdownTimeout - _clock.GetElapsedTime(begun));
    }

    /// <summary>As <see cref="StopAsync"/>, but what was scraped is gone: no last scrape.</summary>
    internal async Task StopAfterEngineAsync()
    {
        await Task.WhenAll(_targets.Select(target => target.StopAsync()));
        await EndAsync(_shutdownTimeout);
    }

    /// <summary>A request came in: the instance has CPU now, maybe for the first time in minutes. Scrapes and sends where that is due; never waits.</summary>
    internal void NoticeRequest()
    {
        _ = _thaws.Check();
        foreach (var target in Volatile.Read(ref _targets))
            target.Loop.ScrapeIfOverdue();
    }

    /// <summary>Scrapes every target now. Done with the scrapes, or when the time is over.</summary>
    internal Task ScrapeNowAsync(TimeSpan longest) =>
        Task.WhenAll(Volatile.Read(ref _targets).Select(target => target.Loop.ScrapeNowAsync())).UpToAsync(longest, _clock);

    /// <summary>Scrapes every target and sends what waits. Done when all of it is settled or the time is over; what is not done by then goes on.</summary>
    internal async Task PushAsync(TimeSpan longest)
    {
        var begun = _clock.GetTimestamp();
        await ScrapeNowAsync(longest);
        await FlushAsync(longest - _clock.GetElapsedTime(begun));
    }

    /// <summary>Sends what waits. Done when all of it is settled or the time is over; what is not done by then goes on.</summary>
    internal Task FlushAsync(TimeSpan longest) => Task.WhenAll(_fanOut.Senders.Select(sender => sender.FlushAsync())).UpToAsync(longest, _clock);

    /// <summary>Sends series of somebody else in this process along with ours, in place of those that it told before.</summary>
    internal void Tell(string guest, IReadOnlyList<SelfMetric> metrics)
    {
        lock (_telling)
        {
            _guests[guest] = metrics;
            TellTargets();
        }
    }

    private async Task EndAsync(TimeSpan rest)
    {
        foreach (var target in _targets)
            target.Loop.End();

        await Task.WhenAll(_senders.Select(sender => sender.StopAsync(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, _clock)));
        await DisposeAsync();
    }

    /// <summary>Lets go of everything; what waits is lost. After <see cref="StopAsync"/> there is nothing left to do.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stopWatch.IsCancellationRequested)
            return;

        await _stopWatch.CancelAsync();
        await _watching;
        _thaws.Thawed -= OnThaw;
        await Task.WhenAll(_targets.Select(target => target.StopAsync()));
        await Task.WhenAll(_senders.Select(sender => sender.StopAsync(TimeSpan.Zero, _clock)));
        _targets.ForEach(static target => target.Dispose());
        _senders.ForEach(static sender => sender.Dispose());
        _stopWatch.Dispose();
    }

    private static void CheckTargetLimits(AgentConfig config, ScrapeTarget[] targets)
    {
        foreach (var job in config.ScrapeJobs)
        {
            var count = targets.Count(target => target.Job.JobName == job.JobName);
            if (job.TargetLimit > 0 && count > job.TargetLimit)
                throw new FormatException($"job '{job.JobName}' has {count} targets, target_limit is {job.TargetLimit}");
        }
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The running target disposes of it.")]
    private RunningTarget NewTarget(ScrapeTarget target)
    {
        HttpConnections connections = new(() => _handlers(target.Job.Tls));
        TargetScraper scraper = new(target, connections, _scrapes, _thaws, _clock, _log);
        return new(new ScrapeLoop(scraper, _fanOut.Write, _thaws, _clock));
    }

    private async Task ReplaceSendersAsync(SenderRoute[] routes, SpoolOptions? spool)
    {
        RunningSender[] gone = [.. _senders.Where(s => !Array.Exists(routes, route => s.CanGoOn(route.Destination, spool)))];
        // The folder of a spool has one holder: who leaves it ends before another comes.
        RunningSender[] first = [.. gone.Where(s => s.Spool is not null && Array.Exists(routes, route => route.Destination.Url == s.Sender.Destination.Url))];
        await LetGoAsync(first);
        List<RunningSender> next = [];
        foreach (var route in routes)
        {
            var known = _senders.Find(s => s.CanGoOn(route.Destination, spool));
            next.Add(known ?? StartSender(route, spool));
            if (known is null)
                continue;

            if (known.Sender.Destination == route.Destination)
                route.Dispose();
            else
                known.Sender.Use(route);
        }

        _senders = next;
        _fanOut.Route(next.Select(s => s.Sender));
        await LetGoAsync([.. gone.Except(first)]);
    }

    private async Task LetGoAsync(RunningSender[] gone)
    {
        await Task.WhenAll(gone.Select(sender => sender.StopAsync(_shutdownTimeout, _clock)));
        Array.ForEach(gone, static sender => sender.Dispose());
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The running sender disposes of it.")]
    private RunningSender StartSender(SenderRoute route, SpoolOptions? options)
    {
        DestinationCounters counters = new(route.Destination.Name) { Delivered = _coldStart.Pushed };
        var spool = options is null ? null : DestinationSpool.Open(options, route.Destination, counters, _clock, _log);
        RunningSender running = new(new Sender(route, counters, _metadata, _clock, _log, spool), options);
        running.Start(_log.StageBroke);
        return running;
    }

    private async Task ReplaceTargetsAsync(ScrapeTarget[] wanted, RunningTarget[] added, string configHash)
    {
        RunningTarget[] gone = [.. _targets.Where(target => !wanted.Contains(target.Target))];
        await Task.WhenAll(gone.Select(target => target.StopAsync()));
        foreach (var target in gone)
            HandOver(target, Array.Find(added, a => a.Target.Labels.Equals(target.Target.Labels)));

        Volatile.Write(ref _targets, [.. wanted.Select(target => Array.Find(added, a => a.Target == target) ?? _targets.Find(t => t.Target == target)!)]);
        lock (_telling)
        {
            _configHash = configHash;
            TellTargets();
        }

        foreach (var target in added)
        {
            _metadata.Add(target.Scraper.Families);
            target.Start(_log.StageBroke);
        }
    }

    /// <summary>The series of a target that changed go on under its successor; those of a target that is gone end.</summary>
    private void HandOver(RunningTarget gone, RunningTarget? successor)
    {
        _metadata.Remove(gone.Scraper.Families);
        if (successor is null)
            gone.Loop.End();
        else
            successor.Scraper.Adopt(gone.Scraper);
        gone.Dispose();
    }

    /// <summary>The identity of agent and configuration goes with the first target of each job, the counters of the process with the first of all.</summary>
    private void TellTargets()
    {
        var identity = AgentTelemetry.Identity(_configHash);
        HashSet<string> told = new(StringComparer.Ordinal);
        foreach (var target in _targets)
        {
            var isFirst = told.Count == 0;
            var isFirstOfJob = told.Add(target.Target.Job.JobName);
            target.Scraper.Tell(isFirst ? [.. identity, .. _telemetry.Counters(_fanOut.Senders), .. _guests.Values.SelectMany(static metrics => metrics)] : isFirstOfJob ? identity : []);
        }
    }

    private async Task WatchAsync()
    {
        try
        {
            await _thaws.RunAsync(_stopWatch.Token);
        }
        catch (OperationCanceledException)
        {
            // The way to end it.
        }
    }

    private void OnThaw(object? sender, EventArgs e)
    {
        _log.Thawed(_thaws.Thaws);
        foreach (var destination in _fanOut.Senders)
            destination.Thaw();
    }
}
