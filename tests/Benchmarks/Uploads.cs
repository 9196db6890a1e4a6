using System.Runtime.CompilerServices;
using Sonde.Operator.Cloud.ObjectStorage;
using Sonde.Testing;
using Sonde.Testing.Processes;

namespace Sonde.Benchmarks;

/// <summary>A large file goes up without being held in memory.</summary>
internal static class Uploads
{
    private const int Megabyte = 1024 * 1024;
    private const int Large = 100;
    private const string Bucket = "bench-uploads";

    public static async IAsyncEnumerable<Measure> RunAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        using var folder = new TemporaryFolder();
        await using var emulator = await EmulatorProcess.StartAsync(cancellation);
        await emulator.Cloud.Objects.CreateBucketAsync(Bucket, cancellation);
        await PutAsync(emulator, Written(folder, 1), cancellation);
        var file = Written(folder, Large);
        GC.Collect();
        ProcessMemory.ForgetPeak(Environment.ProcessId);
        var before = ProcessMemory.Now(Environment.ProcessId);
        await PutAsync(emulator, file, cancellation);
        yield return new($"client growth while {Large} MB go up", Math.Round(ProcessMemory.Peak(Environment.ProcessId) - before, 1), "MB", 20, MoreIsBetter: false);
    }

    private static string Written(TemporaryFolder folder, int megabytes)
    {
        var path = folder.File($"{megabytes}.bin");
        using var file = File.Create(path);
        var block = new byte[Megabyte];
        var random = new Random(7);
        for (var at = 0; at < megabytes; at++)
        {
            random.NextBytes(block);
            file.Write(block);
        }

        return path;
    }

    private static Task<ObjectInfo> PutAsync(EmulatorProcess emulator, string path, CancellationToken cancellation) =>
        emulator.Cloud.Objects.PutAsync(Bucket, Path.GetFileName(path), ObjectBody.FromFile(path), PutOptions.None, cancellation);
}
