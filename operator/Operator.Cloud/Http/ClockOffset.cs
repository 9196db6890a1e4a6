namespace Sonde.Operator.Cloud.Http;

/// <summary>How far the service's clock is ahead of ours; learnt from its refusal, 0 until then.</summary>
internal sealed class ClockOffset(TimeProvider clock)
{
    private long _ticks;

    public DateTimeOffset Now() => clock.GetUtcNow().AddTicks(Interlocked.Read(ref _ticks));

    /// <summary>Takes the service's time over. False: it is what we believed already, so another attempt would fare no better.</summary>
    public bool Learn(DateTimeOffset theirs)
    {
        var offset = theirs - clock.GetUtcNow();
        var before = Interlocked.Exchange(ref _ticks, offset.Ticks);
        return Math.Abs(offset.Ticks - before) > TimeSpan.TicksPerMinute;
    }
}
