using Microsoft.Extensions.Time.Testing;

namespace Sonde.Agent.Tests.Faults;

/// <summary>A clock whose wall time can be set, as an administrator or NTP sets it: timers and the monotonic clock do not notice.</summary>
internal sealed class SettableClock(FakeTimeProvider steady) : TimeProvider
{
    /// <summary>How far the wall clock is off.</summary>
    public TimeSpan Off { get; set; }

    public override long TimestampFrequency => steady.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => steady.GetUtcNow() + Off;

    public override long GetTimestamp() => steady.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => steady.CreateTimer(callback, state, dueTime, period);
}
