using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Sonde.Agent.Core;
using Sonde.Agent.Core.Config;
using Sonde.Agent.Tests.RemoteWrite;
using Sonde.Testing;

namespace Sonde.Agent.Tests;

/// <summary>The stages together, with a clock that the test moves.</summary>
[Collection(typeof(ClockCollection))]
public sealed class AgentPipelineTests : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(250);

    private readonly FakeTimeProvider _clock = new(Given.Noon);
    private readonly ConcurrentQueue<DateTimeOffset> _scrapes = new();
    private readonly FakeReceiver _receiver;
    private readonly AgentPipeline _pipeline;
    private Func<CancellationToken, Task<HttpResponseMessage>> _page = _ => Task.FromResult(FakeServer.Page("a 1\nb 1\n"));

    public AgentPipelineTests()
    {
        _receiver = new(_clock);
        FakeServer engine = new(async (_, cancellation) =>
        {
            _scrapes.Enqueue(_clock.GetUtcNow());
            return await _page(cancellation);
        });
        // The destination is told by its TLS settings: the seam has nothing else to go by.
        _pipeline = new(_clock, NullLogger.Instance, tls => tls.ServerName == "receiver" ? _receiver.NewHandler() : engine.NewHandler());
    }

    private static RemoteWriteDestination Destination => Given.Destination with { Tls = new TlsOptions { ServerName = "receiver" } };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _pipeline.DisposeAsync();

    [Fact]
    [Spec("6 up")]
    [Spec("6 report")]
    [Spec("1 first delivery")]
    public async Task The_first_scrape_is_delivered_at_once_with_its_report_and_the_agents_own_series()
    {
        await _pipeline.ApplyAsync(Given.Config(Given.Job, Destination), "abc");
        await UntilTakenAsync("up", 1);

        Assert.Equal([1], ValuesOf("up"));
        Assert.Equal([1], ValuesOf("a"));
        Assert.Equal([2], ValuesOf("scrape_samples_scraped"));
        Assert.Equal([2], ValuesOf("scrape_samples_post_metric_relabeling"));
        Assert.Equal([2], ValuesOf("scrape_series_added"));
        Assert.Equal([0], ValuesOf("scrape_duration_seconds"));
        var info = Assert.Single(_receiver.Taken, s => s.Name == "sonde_agent_config_info");
        Assert.Equal("sonde_agent_config_info{hash=\"abc\",instance=\"127.0.0.1:9000\",job=\"fn\"}", info.ToString());
        Assert.All(_receiver.Taken, s => Assert.Equal(Given.NoonMilliseconds, s.Samples[0].TimestampMilliseconds));
    }

    [Fact]
    [Spec("6 timestamps")]
    [Spec("6 offset")]
    public async Task Scrapes_keep_to_the_grid_of_the_interval()
    {
        await _pipeline.ApplyAsync(Given.Config(Given.Job, Destination), "abc");
        await AdvanceUntilAsync("four scrapes", () => _scrapes.Count >= 4);

        Assert.Equal([0, 15, 30, 45], _scrapes.Take(4).Select(at => (int)Math.Round((at - Given.Noon).TotalSeconds)));
    }

    [Fact]
    [Spec("6 timeout")]
    [Spec("6 overlapping")]
    public async Task Case_10_a_slow_page_is_cut_off_at_its_timeout_and_the_next_scrape_is_on_the_grid()
    {
        _page = cancellation => Task.FromResult(new HttpResponseMessage { Content = new SlowContent(cancellation) });
        await _pipeline.ApplyAsync(Given.Config(Given.Job, Destination), "abc");
        await UntilAsync("the first scrape", () => _scrapes.Count == 1);
        await AdvanceUntilAsync("the next scrape", () => _scrapes.Count == 2);
        _page = _ => Task.FromResult(FakeServer.Page("a 1\n"));
        await AdvanceUntilAsync("a good scrape", () => ValuesOf("up").Contains(1));

        Assert.Equal(15, (_scrapes.ElementAt(1) - _scrapes.First()).TotalSeconds, 0.5);
        Assert.Equal(0, ValuesOf("up")[0]);
        Assert.InRange(ValuesOf("scrape_duration_seconds")[0], 10, 11);
        Assert.Equal(2, ValuesOf("sonde_agent_scrape_failures_total", "reason", "timeout").Max());
    }

    [Fact]
    [Spec("7 2 SIGSTOP and SIGCONT")]
    public async Task A_thaw_scrapes_and_sends_at_once_on_new_connections_and_makes_up_for_nothing()
    {
        await _pipeline.ApplyAsync(Given.Config(Given.Job, Destination), "abc");
        await UntilTakenAsync("up", 1);
        var handlers = _receiver.Handlers;

        // The machine stood still: the wall clock ran ahead while timers and monotonic clock did not.
        await Quiet.ReachedAsync();
        _clock.AdjustTime(_clock.GetUtcNow().AddMinutes(10));
        await _clock.LeapAsync(TimeSpan.FromSeconds(1));   // one beat
        await UntilTakenAsync("up", 2);

        Assert.Equal(2, _scrapes.Count);
        Assert.True(_receiver.Handlers > handlers);
        await AdvanceUntilAsync("the next on the grid", () => _scrapes.Count == 3);
        Assert.InRange((_scrapes.ElementAt(2) - _scrapes.ElementAt(1)).TotalSeconds, 7, 30);
    }

    [Fact]
    [Spec("7 2 SIGSTOP and SIGCONT")]
    public async Task A_stopped_process_scrapes_once_when_it_goes_on()
    {
        await _pipeline.ApplyAsync(Given.Config(Given.Job, Destination), "abc");
        await UntilTakenAsync("up", 1);

        await _clock.LeapAsync(TimeSpan.FromSeconds(100));   // timers and both clocks, in one leap
        await UntilTakenAsync("up", 2);

        Assert.Equal(2, _scrapes.Count);
        Assert.Equal(1, ValuesOf("sonde_agent_thaws_total").Max());
        var times = _receiver.Taken.Where(s => s.Name == "a").Select(s => s.Samples[0].TimestampMilliseconds).ToList();
        Assert.Equal(100_000, times[1] - times[0]);
    }

    [Fact]
    public async Task A_freeze_in_the_middle_of_a_scrape_is_no_failure()
    {
        await _pipeline.ApplyAsync(Given.Config(Given.Job, Destination), "abc");
        await UntilTakenAsync("up", 1);
        _page = async cancellation =>
        {
            _page = _ => Task.FromResult(FakeServer.Page("a 2\nb 2\n"));
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
            return null!;
        };
        await AdvanceUntilAsync("a hanging scrape", () => _scrapes.Count == 2);

        await _clock.LeapAsync(TimeSpan.FromSeconds(60));   // beyond its timeout, in one leap
        await UntilTakenAsync("up", 2);

        Assert.DoesNotContain(0, ValuesOf("up"));
        Assert.DoesNotContain(_receiver.Taken, s => s.Samples[0].IsStale);
    }

    [Fact]
    [Spec("7 1 SIGTERM with unsent data")]
    [Spec("6 staleness: shutdown")]
    public async Task Case_31_and_32_a_stop_sends_the_newest_scrape_and_then_the_stale_markers()
    {
        await _pipeline.ApplyAsync(Given.Config(Given.Job, Destination), "abc");
        await UntilTakenAsync("up", 1);
        _page = _ => Task.FromResult(FakeServer.Page("a 2\n"));

        await _pipeline.StopAsync().WaitAsync(s_patience, TimeProvider.System, Cancellation);

        var taken = _receiver.Taken;
        Assert.Equal([1, 2, double.NaN], ValuesOf("a"));
        Assert.Equal([1, double.NaN], ValuesOf("b"));   // gone from the last page: its marker is not repeated
        Assert.Equal([1, 1, double.NaN], ValuesOf("up"));
        Assert.All(taken.GroupBy(s => s.ToString()), series => Assert.True(series.Last().Samples[0].IsStale, series.Key));
        Assert.All(taken.GroupBy(s => s.ToString()), series =>
        {
            var times = series.Select(s => s.Samples[0].TimestampMilliseconds).ToList();
            Assert.Equal(times.Distinct().Order(), times);
        });
    }

    [Fact]
    [Spec("7 1 SIGTERM with unsent data")]
    public async Task Case_32_a_receiver_that_hangs_holds_the_stop_no_longer_than_configured()
    {
        _receiver.Hangs = true;
        var config = Given.Config(Given.Job, Destination) with { Extras = new AgentExtras { ShutdownTimeout = TimeSpan.FromSeconds(3) } };
        await _pipeline.ApplyAsync(config, "abc");
        await UntilAsync("a request", () => _receiver.Requests.Count > 0);

        var stopping = _pipeline.StopAsync();
        var begun = _clock.GetUtcNow();
        await AdvanceUntilAsync("the stop", () => stopping.IsCompleted);

        await stopping;
        Assert.InRange(_clock.GetUtcNow() - begun, TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(4));
    }

    [Fact]
    [Spec("2.9 parallel requests")]
    public async Task Destinations_do_not_hold_up_each_other()
    {
        FakeReceiver dead = new(_clock) { Hangs = true };
        FakeServer engine = new(_ => FakeServer.Page("a 1\n"));
        await using AgentPipeline pipeline = new(_clock, NullLogger.Instance, tls => tls.ServerName switch { "receiver" => _receiver.NewHandler(), "dead" => dead.NewHandler(), _ => engine.NewHandler() });

        await pipeline.ApplyAsync(Given.Config(Given.Job, Destination with { Name = "dead", Tls = new TlsOptions { ServerName = "dead" } }, Destination), "abc");
        await AdvanceUntilAsync("five scrapes at the good one", () => ValuesOf("up").Count >= 5);

        Assert.Empty(dead.Taken);
    }

    [Fact]
    [Spec("2.9 parallel requests")]
    [Spec("7 6 stale markers and an outage")]
    public async Task Each_destination_gets_each_series_in_its_order_whatever_another_answers()
    {
        FakeReceiver flaky = new(_clock);
        foreach (var status in new int?[] { 503, 503, 429, null, 500, 204, 413, 503, 204, null, 500 })
            flaky.Next(status);
        var page = "a 1\nb 1\n";
        FakeServer engine = new(_ => FakeServer.Page(page));
        await using AgentPipeline pipeline = new(_clock, NullLogger.Instance, tls => tls.ServerName switch { "receiver" => _receiver.NewHandler(), "flaky" => flaky.NewHandler(), _ => engine.NewHandler() });
        RemoteWriteDestination second = Destination with { Name = "flaky", Protocol = RemoteWriteProtocol.V2, Tls = new TlsOptions { ServerName = "flaky" } };

        await pipeline.ApplyAsync(Given.Config(Given.Job, second, Destination), "abc");
        await AdvanceUntilAsync("three scrapes", () => ValuesOf("up").Count >= 3);
        page = "a 1\n";   // b ends while the flaky one refuses
        await AdvanceUntilAsync("eight scrapes at both", () => ValuesOf("up").Count >= 8 && flaky.Taken.Count(s => s.Name == "up") >= 8);

        foreach (var receiver in new[] { _receiver, flaky })
        {
            Assert.All(receiver.Taken.GroupBy(s => s.ToString()), series =>
            {
                var times = series.Select(s => s.Samples[0].TimestampMilliseconds).ToList();
                Assert.Equal(times.Distinct().Order(), times);
            });
            Assert.True(receiver.Taken.Last(s => s.Name == "b").Samples[0].IsStale);
            Assert.Equal(ValuesOf("b").Count, receiver.Taken.Count(s => s.Name == "b"));
        }
    }

    [Fact]
    [Spec("6 staleness: target removed")]
    public async Task A_new_configuration_goes_on_with_the_same_series_and_tells_its_hash()
    {
        await _pipeline.ApplyAsync(Given.Config(Given.Job, Destination), "old");
        await UntilTakenAsync("up", 1);
        var dropB = Given.Job with { MetricRelabelRules = [new RelabelRule { Action = RelabelAction.Drop, SourceLabels = ["__name__"], Regex = "b" }] };

        await _pipeline.ApplyAsync(Given.Config(dropB, Destination), "new");
        await AdvanceUntilAsync("another scrape", () => ValuesOf("up").Count == 2);

        Assert.Equal([1, 1], ValuesOf("a"));
        Assert.Equal([1, double.NaN], ValuesOf("b"));
        Assert.Equal([1, double.NaN], ValuesOf("sonde_agent_config_info", "hash", "old"));
        Assert.Equal([1], ValuesOf("sonde_agent_config_info", "hash", "new"));
    }

    [Theory]
    [InlineData(RemoteWriteProtocol.V1)]
    [InlineData(RemoteWriteProtocol.V2)]
    [Spec("2.9 12 000 series")]
    public async Task Twelve_thousand_series_go_in_requests_of_ten_thousand_at_most(RemoteWriteProtocol protocol)
    {
        var page = string.Concat(Enumerable.Range(0, 12_000).Select(i => $"a{{i=\"{i}\"}} {i}\n"));
        _page = _ => Task.FromResult(FakeServer.Page(page));

        await _pipeline.ApplyAsync(Given.Config(Given.Job, Destination with { Protocol = protocol }), "abc");
        await UntilAsync("all of them", () => ValuesOf("a").Count >= 12_000 && ValuesOf("up").Count > 0);

        Assert.Equal(Enumerable.Range(0, 12_000).Select(i => (double)i), ValuesOf("a").Order());
        Assert.All(_receiver.Writes, request => Assert.InRange(Testing.RemoteWrite.WriteRequestDecoder.Decode(request.Body).Count, 1, 10_000));
    }

    [Fact]
    [Spec("6 target_limit")]
    public async Task More_targets_than_the_limit_are_a_fault_of_the_configuration()
    {
        await _pipeline.ApplyAsync(Given.Config(Given.Job, Destination), "good");
        await UntilTakenAsync("up", 1);

        var beyond = Given.Job with { TargetLimit = 1, Targets = [new StaticTarget("127.0.0.1:9000", []), new StaticTarget("127.0.0.1:9001", [])] };
        var e = await Assert.ThrowsAsync<FormatException>(() => _pipeline.ApplyAsync(Given.Config(beyond, Destination), "beyond"));
        await AdvanceUntilAsync("another scrape", () => ValuesOf("up").Count == 2);

        Assert.Equal("job 'fn' has 2 targets, target_limit is 1", e.Message);
        Assert.Equal([1, 1], ValuesOf("sonde_agent_config_info", "hash", "good"));
    }

    [Fact]
    public async Task A_wrong_configuration_changes_nothing()
    {
        await _pipeline.ApplyAsync(Given.Config(Given.Job, Destination), "good");
        await UntilTakenAsync("up", 1);

        var wrong = Given.Config(Given.Job with { MetricRelabelRules = [new RelabelRule { Regex = "(" }] }, Destination);
        await Assert.ThrowsAsync<FormatException>(() => _pipeline.ApplyAsync(wrong, "wrong"));
        await AdvanceUntilAsync("another scrape", () => ValuesOf("up").Count == 2);

        Assert.Equal([1, 1], ValuesOf("sonde_agent_config_info", "hash", "good"));
    }

    [Fact]
    [Spec("2.8 metadata in 1.0")]
    public async Task Metadata_follows_the_first_samples_and_then_comes_once_a_minute()
    {
        _page = _ => Task.FromResult(FakeServer.Page("# HELP a What a is\n# TYPE a counter\na 1\n# TYPE unseen gauge\n"));
        await _pipeline.ApplyAsync(Given.Config(Given.Job, Destination), "abc");
        await AdvanceUntilAsync("three of them", () => Metadata().Count >= 3);

        var first = Assert.Single(Metadata()[0]);
        Assert.Equal(("a", "What a is", Testing.Proto.MetricMetadata.Types.MetricType.Counter), (first.MetricFamilyName, first.Help, first.Type));
        Assert.True(_receiver.Requests.Count > Metadata().Count * 3, "Metadata is rarer than samples.");
    }

    private List<IReadOnlyList<Testing.Proto.MetricMetadata>> Metadata() =>
        [.. _receiver.Requests.Select(r => Testing.Proto.WriteRequest.Parser.ParseFrom(Snappier.Snappy.DecompressToArray(r.Body)).Metadata).Where(m => m.Count > 0)];

    private IReadOnlyList<double> ValuesOf(string name) => [.. _receiver.Taken.Where(s => s.Name == name).Select(s => s.Samples[0].Value)];

    private IReadOnlyList<double> ValuesOf(string name, string label, string value) =>
        [.. _receiver.Taken.Where(s => s.Name == name && s[label] == value).Select(s => s.Samples[0].Value)];

    private Task UntilTakenAsync(string name, int count) => UntilAsync($"{count} of {name}", () => ValuesOf(name).Count >= count);

    private static Task UntilAsync(string what, Func<bool> condition) => Eventually.TrueAsync(what, s_patience, condition, Cancellation);

    private Task AdvanceUntilAsync(string what, Func<bool> condition) => _clock.AdvanceUntilAsync(what, condition, s_step);
}
