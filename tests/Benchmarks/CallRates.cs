namespace Sonde.Benchmarks;

/// <summary>Signed GetFunction calls a second.</summary>
internal static class CallRates
{
    private const int WarmUp = 4_000;
    private const int Measured = 12_000;

    public static async IAsyncEnumerable<Measure> RunAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var emulator = await EmulatorProcess.StartAsync(cancellation);
        var requests = new SignedRequests(emulator.Url);
        await Load.RunAsync(emulator.Url, [requests.Create("chat")], cancellation);
        await Load.RunAsync(emulator.Url, Gets(requests, WarmUp), cancellation);
        var seconds = await Load.RunAsync(emulator.Url, Gets(requests, Measured), cancellation);
        yield return new("signed GetFunction against the emulator", Math.Round(Measured / seconds), "calls/s", 2_000, MoreIsBetter: true);
    }

    private static List<byte[]> Gets(SignedRequests requests, int count) => [.. Enumerable.Range(0, count).Select(_ => requests.Get("chat"))];
}
