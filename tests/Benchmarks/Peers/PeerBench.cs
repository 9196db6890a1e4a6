namespace Sonde.Benchmarks.Peers;

/// <summary>The agent beside vmagent and Prometheus in agent mode: same page, same interval, same sink, one after the other.</summary>
internal static class PeerBench
{
    public static async Task RunAsync(bool quick, CancellationToken cancellation)
    {
        var peers = await Peer.AllAsync(cancellation);
        List<PeerRun> runs = [];
        foreach (var setting in quick ? PeerSetting.Quick : PeerSetting.Whole)
            runs.AddRange(await RoundsAsync(peers, setting, cancellation));
        var report = PeerReport.Of(runs);
        report.Print();
        await report.WriteAsync(cancellation);
    }

    /// <summary>Round robin, so that what else the machine does falls on all alike.</summary>
    private static async Task<IEnumerable<PeerRun>> RoundsAsync(IReadOnlyList<Peer> peers, PeerSetting setting, CancellationToken cancellation)
    {
        List<PeerRun>[] rounds = [.. peers.Select(_ => new List<PeerRun>())];
        for (var round = 0; round < setting.Rounds; round++)
        {
            for (var at = 0; at < peers.Count; at++)
            {
                Console.Error.WriteLine($"{setting.Series} series every {setting.IntervalSeconds} s: {peers[at].Name} {peers[at].Protocol}, round {round + 1} of {setting.Rounds}");
                rounds[at].Add(await PeerRun.OfAsync(peers[at], setting, cancellation));
            }
        }

        return rounds.Select(PeerRun.MedianOf);
    }
}
