using System.Runtime.CompilerServices;
using Sonde.Operator.Cloud.FunctionCompute;
using Sonde.Operator.Cloud.ObjectStorage;
using Sonde.Testing.Processes;

namespace Sonde.Benchmarks;

/// <summary>Many functions and objects, listed page by page: how much memory that takes on both sides.</summary>
internal static class Lists
{
    private const int Functions = 1_000;
    private const int Objects = 10_000;
    private const int Writers = 8;
    private const string Bucket = "bench-objects";

    public static async IAsyncEnumerable<Measure> RunAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var emulator = await EmulatorProcess.StartAsync(cancellation);
        await emulator.Cloud.Objects.CreateBucketAsync(Bucket, cancellation);
        var (ours, theirs) = (ProcessMemory.Now(Environment.ProcessId), ProcessMemory.Now(emulator.Id));
        await FillAsync(emulator, cancellation);
        for (var pass = 0; pass < 3; pass++)
            await CountAsync(emulator, cancellation);
        yield return new($"emulator growth: {Functions} functions, {Objects} objects made and listed 3 times", Math.Round(ProcessMemory.Peak(emulator.Id) - theirs, 1), "MB", 300, MoreIsBetter: false);
        yield return new("client growth over the same", Math.Round(ProcessMemory.Peak(Environment.ProcessId) - ours, 1), "MB", 300, MoreIsBetter: false);
    }

    private static async Task FillAsync(EmulatorProcess emulator, CancellationToken cancellation)
    {
        var requests = new SignedRequests(emulator.Url);
        await Load.RunAsync(emulator.Url, [.. Enumerable.Range(0, Functions).Select(at => requests.Create($"function-{at:0000}"))], cancellation);
        var body = ObjectBody.FromBytes("a: 1\n"u8.ToArray());
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Objects),
            new ParallelOptions { MaxDegreeOfParallelism = Writers, CancellationToken = cancellation },
            async (at, inner) => await emulator.Cloud.Objects.PutAsync(Bucket, $"agents/{at:00000}.yaml", body, PutOptions.None, inner));
    }

    private static async Task CountAsync(EmulatorProcess emulator, CancellationToken cancellation)
    {
        var (functions, objects) = (0, 0);
        await foreach (var _ in emulator.Cloud.Functions.ListFunctionsAsync(FunctionFilter.All, cancellation))
            functions++;
        await foreach (var _ in emulator.Cloud.Objects.ListAsync(Bucket, "", cancellation))
            objects++;
        if ((functions, objects) != (Functions, Objects))
            throw new InvalidDataException($"the lists have {functions} functions and {objects} objects, not {Functions} and {Objects}");
    }
}
