using Microsoft.Extensions.Time.Testing;
using Sonde.Operator.Kube;

namespace Sonde.Operator.Tests.Kube;

public sealed class HeartbeatsTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly Heartbeats _beats;

    public HeartbeatsTests() => _beats = new(_clock);

    [Fact]
    public void A_loop_that_breaks_its_promise_is_stuck_until_it_is_heard_of_again()
    {
        _beats.Expect("informer/Widget", TimeSpan.FromSeconds(10));
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Empty(_beats.Overdue);

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["informer/Widget"], _beats.Overdue);

        _beats.Expect("informer/Widget", TimeSpan.FromSeconds(10));
        Assert.Empty(_beats.Overdue);
    }

    [Fact]
    public void A_loop_that_waits_for_work_may_be_silent()
    {
        _beats.Expect("worker/Widget/0", TimeSpan.FromSeconds(10));
        _beats.Done("worker/Widget/0");
        _clock.Advance(TimeSpan.FromDays(1));

        Assert.Empty(_beats.Overdue);
    }
}
