namespace Sonde.Benchmarks.Peers;

/// <summary>Ours divided by the best peer of each figure in the same run: below 1 is better than every peer.</summary>
/// <remarks>Bytes are compared within a protocol version. Null: nobody to compare with.</remarks>
internal sealed record PeerRatio(int Series, int IntervalSeconds, string Protocol, double? Cpu, double? Rss, double? First, double? Wire)
{
    public static PeerRatio Of(PeerRun ours, IReadOnlyList<PeerRun> runs)
    {
        PeerRun[] others = [.. runs.Where(run => run.Peer != ours.Peer && run.Series == ours.Series && run.IntervalSeconds == ours.IntervalSeconds)];
        return new(
            ours.Series, ours.IntervalSeconds, ours.Protocol,
            ours.CpuSecondsPerMillionSamples / others.Min(run => run.CpuSecondsPerMillionSamples),
            ours.RssPeakBytes / others.Min(run => run.RssPeakBytes),
            ours.FirstSampleSeconds / others.Min(run => run.FirstSampleSeconds),
            ours.WireBytesPerSample / others.Where(run => run.Protocol == ours.Protocol).Min(run => run.WireBytesPerSample));
    }
}
