using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace Sonde.Operator.Tests.Cloud;

/// <summary>A clock that jumps over each short wait and notes it. A call's own time-out (30 s and more) is not jumped.</summary>
internal sealed class WaitedClock : FakeTimeProvider
{
    private static readonly TimeSpan s_callTimeout = TimeSpan.FromSeconds(30);

    public WaitedClock()
        : base(new DateTimeOffset(2025, 1, 15, 8, 30, 0, TimeSpan.Zero))
    {
    }

    public ConcurrentQueue<TimeSpan> Waits { get; } = new();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime >= TimeSpan.Zero && dueTime < s_callTimeout)
        {
            Waits.Enqueue(dueTime);
            ThreadPool.QueueUserWorkItem(_ => Advance(dueTime));
        }

        return timer;
    }
}
