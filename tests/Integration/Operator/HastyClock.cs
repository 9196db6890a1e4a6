using System.Diagnostics;

namespace Sonde.Integration.Operator;

/// <summary>A clock on which everything happens ten times as fast, so that intervals, back-offs and waits of seconds are seen as they are and cost tenths.</summary>
/// <remarks>The emulator is given the same one: signatures carry its time.</remarks>
internal sealed class HastyClock : TimeProvider
{
    private const int Speed = 10;

    private readonly DateTimeOffset _start = System.GetUtcNow();
    private readonly long _began = Stopwatch.GetTimestamp();

    public override long TimestampFrequency => Stopwatch.Frequency;

    public override DateTimeOffset GetUtcNow() => _start + (Stopwatch.GetElapsedTime(_began) * Speed);

    public override long GetTimestamp() => (Stopwatch.GetTimestamp() - _began) * Speed;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new HastyTimer(System.CreateTimer(callback, state, Hurried(dueTime), Hurried(period)));

    private static TimeSpan Hurried(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? time : time / Speed;

    private sealed class HastyTimer(ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(Hurried(dueTime), Hurried(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
