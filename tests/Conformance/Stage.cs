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
        return new(emulator);
    }

    /// <summary>Operations that the service was asked for, each once.</summary>
    public async Task<IReadOnlySet<string>> AskedAsync(string service, CancellationToken cancellation) =>
        (await ReadAsync($"/_emulator/journal?service={service}", cancellation)).AsArray().Select(entry => entry!["operation"]!.GetValue<string>()).ToHashSet(StringComparer.Ordinal);

    /// <summary>Every operation that the emulator knows, by service.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlySet<string>>> KnownAsync(CancellationToken cancellation) =>
        (await ReadAsync("/_emulator/operations", cancellation)).AsObject().ToDictionary(
            pair => pair.Key, IReadOnlySet<string> (pair) => pair.Value!.AsArray().Select(name => name!.GetValue<string>()).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);

    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        await _emulator.DisposeAsync();
    }

    private static void Fill(EmulatorServer emulator, string name, byte[] content) => emulator.World.Buckets.Write(AccountStore.DefaultAccountId, Bucket, Prefix + name, content);

    private async Task<JsonNode> ReadAsync(string path, CancellationToken cancellation) => JsonNode.Parse(await _admin.GetStringAsync(new Uri(path, UriKind.Relative), cancellation))!;
}
