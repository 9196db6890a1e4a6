using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Sonde.Agent.Core;
using Sonde.Agent.Core.Config;
using Sonde.Agent.Tests.RemoteWrite;
using Sonde.Testing;

namespace Sonde.Agent.Tests.Faults;

/// <summary>The wall clock is set while the agent runs. A static program takes the time from the kernel itself, so that no library can deceive it: here the test's own clock jumps.</summary>
[Collection(typeof(ClockCollection))]
public sealed class ClockJumpTests : IAsyncDisposable
{
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(250);

    private readonly FakeTimeProvider _steady = new(Given.Noon);
    private readonly SettableClock _clock;
    private readonly ConcurrentQueue<TimeSpan> _scrapes = new();
    private readonly FakeReceiver _receiver;
    private readonly AgentPipeline _pipeline;
    private readonly long _begin;

    public ClockJumpTests()
    {
        _clock = new(_steady);
        _receiver = new(_steady);
        _begin = _clock.GetTimestamp();
        FakeServer engine = new(_ =>
        {
            _scrapes.Enqueue(_clock.GetElapsedTime(_begin));
            return FakeServer.Page("a 1\n");
        });
        _pipeline = new(_clock, NullLogger.Instance, tls => tls.ServerName == "receiver" ? _receiver.NewHandler() : engine.NewHandler());
    }

    public ValueTask DisposeAsync() => _pipeline.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task Case_30_a_jump_of_an_hour_makes_no_burst_and_no_pause_and_sends_go_on(int hours)
    {
        await _pipeline.ApplyAsync(Given.Config(Given.Job, Given.Destination with { Tls = new TlsOptions { ServerName = "receiver" } }), "abc");
        await _steady.AdvanceUntilAsync("three scrapes", () => Times().Count == 3, s_step);

        await Quiet.ReachedAsync();
        _clock.Off = TimeSpan.FromHours(hours);
        await _steady.AdvanceUntilAsync("four more", () => Times().Count == 7, s_step);

        // By the monotonic clock: at most one scrape off the grid (a jump ahead looks like a freeze), then the grid as before.
        var gaps = _scrapes.Zip(_scrapes.Skip(1), (a, b) => (b - a).TotalSeconds).ToList();
        Assert.All(gaps, gap => Assert.InRange(gap, 0, 30.5));
        Assert.InRange(gaps.Count(gap => gap is < 14.5), 0, hours > 0 ? 2 : 0);
        var jumps = Times().Zip(Times().Skip(1), (a, b) => b - a).ToList();
        Assert.Single(jumps, jump => Math.Abs(jump - (hours * 3_600_000)) <= 31_000);
        Assert.All(jumps.Where(jump => Math.Abs(jump) < 1_800_000), jump => Assert.InRange(jump, 1, 31_000));
    }

    private List<long> Times() => [.. _receiver.Taken.Where(s => s.Name == "a").Select(s => s.Samples[0].TimestampMilliseconds)];
}
