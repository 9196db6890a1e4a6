namespace Sonde.Agent.Core.Telemetry;

/// <summary>What became of the samples of one destination. Written by its sender, read by whoever reports.</summary>
internal sealed class DestinationCounters(string name)
{
    private static readonly int s_reasons = Enum.GetValues<DropReason>().Length;

    private readonly long[] _dropped = new long[s_reasons];
    private long _sent;
    private long _retries;
    private long _requests;
    private long _bytes;

    public string Name { get; } = name;

    /// <summary>Samples that the receiver has taken.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>Requests that were sent again.</summary>
    public long Retries => Interlocked.Read(ref _retries);

    /// <summary>Requests, repeats included.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    /// <summary>Compressed bytes of those requests.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    public long Dropped(DropReason reason) => Interlocked.Read(ref _dropped[(int)reason]);

    /// <summary>Called once, on the first delivery.</summary>
    public Action? Delivered { get; init; }

    public void AddSent(int samples)
    {
        if (Interlocked.Add(ref _sent, samples) == samples && samples > 0)
            Delivered?.Invoke();
    }

    public void AddDropped(DropReason reason, long samples) => Interlocked.Add(ref _dropped[(int)reason], samples);

    public void AddRequest(int bytes)
    {
        Interlocked.Increment(ref _requests);
        Interlocked.Add(ref _bytes, bytes);
    }

    public void AddRetry() => Interlocked.Increment(ref _retries);
}
