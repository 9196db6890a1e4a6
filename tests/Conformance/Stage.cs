using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Sonde.Emulator;
using Sonde.Emulator.Faults;
using Sonde.Emulator.Identity;
using Sonde.Testing;
using Sonde.Testing.Processes;

namespace Sonde.Conformance;

/// <summary>An emulator that runs instances, with what the scripts expect to find: the files of the deployed function, and answers for the names that fail.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private const string Bucket = "artifacts";
    private const string Zip = "UEsDBBQAAAAAAMBDL1oGHuE8CQAAAAkAAAAHAAAAbWFpbi5weXByaW50KDEpClBLAQIUAxQAAAAAAMBDL1oGHuE8CQAAAAkAAAAHAAAAAAAAAAAAAACAAQAAAABtYWluLnB5UEsFBgAAAAABAAEANQAAAC4AAAAAAA==";
    private const string Prefix = "agents/sha256-abc/";
    private readonly EmulatorServer _emulator;
    private readonly HttpClient _admin;

    private Stage(EmulatorServer emulator)
    {
        _emulator = emulator;
        _admin = new HttpClient { BaseAddress = emulator.Url };
    }

    public string Endpoint => _emulator.Url.OriginalString;

    public static string Scripts => RepositoryRoot.Combine("tests", "Conformance", "Sdk");

    public static async Task<Stage> SetAsync(CancellationToken cancellation)
    {
        var emulator = await EmulatorServer.StartAsync(
            new EmulatorOptions
            {
                Instances = true,
                InstanceSettings = new() { Bubblewrap = await Tool.Bubblewrap.PathAsync(cancellation), Socat = await Tool.Socat.PathAsync(cancellation), StopGrace = TimeSpan.FromSeconds(1) },
            },
            cancellation);
        Fill(emulator, "", []);
        Fill(emulator, "server.pl", await File.ReadAllBytesAsync(Path.Combine(Scripts, "server.pl"), cancellation));
        Fill(emulator, "config.yaml", "a: 1\n"u8.ToArray());
        emulator.Faults.Add(new FaultRule { Service = "fc", Match = "/functions/throttled", Status = 429, RetryAfter = 2 });
        emulator.Faults.Add(new FaultRule { Service = "fc", Match = "/functions/unavailable", Status = 503 });
        emulator.Faults.Add(new FaultRule { Service = "oss", Match = "/throttled", Status = 503 });
        emulator.Faults.Add(new FaultRule { Service = "oss", Operation = "UploadPart", Match = "/bin/dropped", Status = 403 });
        return new(emulator);
    }

    /// <summary>What it was asked until now.</summary>
    public async Task<EmulatorJournal> JournalAsync(CancellationToken cancellation) => new((await ReadAsync("/_emulator/journal", cancellation)).AsArray());

    /// <summary>Every operation that the emulator knows, by service.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlySet<string>>> KnownAsync(CancellationToken cancellation) =>
        (await ReadAsync("/_emulator/operations", cancellation)).AsObject().ToDictionary(
            pair => pair.Key, IReadOnlySet<string> (pair) => pair.Value!.AsArray().Select(name => name!.GetValue<string>()).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);

    /// <summary>Pages of lists hold no more than this until it is disposed of.</summary>
    public IDisposable WithPagesOf(int most)
    {
        _emulator.World.LargestPage = most;
        return new Undoing(() => _emulator.World.LargestPage = 1000);
    }

    /// <summary>Makes a function from a zip with one file, as a person does in the console.</summary>
    /// <returns>The zip.</returns>
    public async Task<byte[]> AddZippedFunctionAsync(string name, CancellationToken cancellation)
    {
        var function = new JsonObject { ["functionName"] = name, ["runtime"] = "custom.debian12", ["handler"] = "h", ["code"] = new JsonObject { ["zipFile"] = Zip } };
        using var answer = await _admin.PostAsJsonAsync(new Uri($"/_emulator/as/{AccountStore.DefaultAccountId}/2023-03-30/functions", UriKind.Relative), function, cancellation);
        answer.EnsureSuccessStatusCode();
        return Convert.FromBase64String(Zip);
    }

    public Task<byte[]> DownloadAsync(string url, CancellationToken cancellation) => _admin.GetByteArrayAsync(new Uri(url), cancellation);

    /// <summary>GET of a URL by somebody without a key, letter by letter as it was given.</summary>
    public async Task<(HttpStatusCode Status, string? Type, string Text)> VisitAsync(string url, CancellationToken cancellation)
    {
        using var answer = await _admin.GetAsync(new Uri(url, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }), cancellation);
        return (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, await answer.Content.ReadAsStringAsync(cancellation));
    }

    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        await _emulator.DisposeAsync();
    }

    private sealed class Undoing(Action undo) : IDisposable
    {
        public void Dispose() => undo();
    }

    private static void Fill(EmulatorServer emulator, string name, byte[] content) => emulator.World.Buckets.Write(AccountStore.DefaultAccountId, Bucket, Prefix + name, content);

    private async Task<JsonNode> ReadAsync(string path, CancellationToken cancellation) => JsonNode.Parse(await _admin.GetStringAsync(new Uri(path, UriKind.Relative), cancellation))!;
}
