using Microsoft.AspNetCore.Http;
using Sonde.Agent.Core.Telemetry;
using Sonde.Agent.Proxy;

namespace Sonde.Agent.Tests.Telemetry;

/// <summary>Series of a guest replace those that it told before: two that tell at a time must not undo each other.</summary>
public sealed class TellingTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private Thread? _second;
    private IReadOnlyList<SelfMetric> _told = [];

    [Fact]
    public void What_is_told_of_a_cold_start_while_something_else_is_told_stays()
    {
        ColdStart? start = null;
        start = new(metrics => Tell(metrics, () => start!.EngineStarted(TimeSpan.FromSeconds(2))), TimeProvider.System);

        start.Pushed();
        _second!.Join();

        Assert.Equal(["sonde_agent_first_push_seconds", "sonde_engine_start_seconds"], _told.Select(metric => metric.Name));
    }

    [Fact]
    public void What_the_proxy_tells_of_a_first_request_while_another_is_told_stays()
    {
        ProxyMeters? meters = null;
        void Answer(int code) => meters!.Add(code, "GET", new ProxiedRequest(new DefaultHttpContext(), () => Task.CompletedTask, TimeProvider.System), AbortSide.None);
        meters = new(metrics => Tell(metrics, () => Answer(404)), () => 0);

        Answer(200);
        _second!.Join();

        Assert.Equal(2, _told.Count(metric => metric.Name == "sonde_proxy_requests_total"));
    }

    /// <summary>Takes series; before the first are taken, another thread has told its own or waits to.</summary>
    private void Tell(IReadOnlyList<SelfMetric> metrics, Action second)
    {
        if (_second is null)
        {
            _second = new Thread(() => second());
            _second.Start();
            Assert.True(SpinWait.SpinUntil(() => (_second.ThreadState & (ThreadState.Stopped | ThreadState.WaitSleepJoin)) != ThreadState.Running, s_patience));
        }

        _told = metrics;
    }
}
