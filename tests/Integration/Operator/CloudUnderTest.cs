using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Sonde.Emulator;
using Sonde.Emulator.Faults;

namespace Sonde.Integration.Operator;

/// <summary>An emulated cloud of one test's own, and what a person in its console sees and does.</summary>
internal sealed class CloudUnderTest : IAsyncDisposable
{
    public const string AccountId = "1234567890123456";
    public const string KeyId = "LTAI5tFakeAccessKeyId001";
    public const string KeySecret = "fakeSecretFakeSecretFakeSecret01";
    public const string Bucket = "llm-models";

    private static readonly string[] s_reads = ["Get", "List", "Head", "Describe", "Query"];

    private readonly EmulatorServer _server;
    private readonly HttpClient _http;

    private CloudUnderTest(EmulatorServer server)
    {
        _server = server;
        _http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = server.Url };
    }

    public string Url => _server.Url.GetLeftPart(UriPartial.Authority);

    public static async Task<CloudUnderTest> StartAsync(TimeProvider clock, CancellationToken cancellation)
    {
        var cloud = new CloudUnderTest(await EmulatorServer.StartAsync(new() { Clock = clock }, cancellation));
        cloud.MakeBucket(Bucket);
        return cloud;
    }

    public void MakeBucket(string name) => _server.World.Buckets.Write(AccountId, name, "qwen3/config.json", "{}"u8.ToArray());

    public bool HasBucket(string name) => _server.World.Buckets.Exists(name);

    public List<string> Objects(string prefix) => [.. _server.World.Buckets.List(Bucket, prefix).Select(o => o.Key)];

    public string Object(string key) => Encoding.UTF8.GetString((_server.World.Buckets.Find(Bucket, key) ?? throw new InvalidOperationException($"No object {key}.")).Content.Span);

    public void DeleteObject(string key) => _server.World.Buckets.Delete(Bucket, key);

    /// <summary>Acts when a function has been made, before the caller is told of it.</summary>
    public IDisposable OnFunctionMade(Action action) => _server.World.Functions.Watch(_ => action());

    public FaultRule Fail(FaultRule rule) => _server.Faults.Add(rule);

    public int Hits(FaultRule rule) => _server.Faults.All().Single(r => r.Id == rule.Id).Hits;

    public void Mend() => _server.Faults.Clear();

    /// <summary>Every request so far, oldest first.</summary>
    public async Task<List<JsonObject>> JournalAsync(CancellationToken cancellation) =>
        [.. (await _http.GetFromJsonAsync<JsonArray>("/_emulator/journal", cancellation))!.Select(e => e!.AsObject())];

    /// <summary>Requests of one operation.</summary>
    public async Task<int> CountAsync(string operation, CancellationToken cancellation) =>
        (await JournalAsync(cancellation)).Count(e => Operation(e) == operation);

    /// <summary>Requests that change something, as service and operation.</summary>
    public async Task<List<string>> WritesAsync(CancellationToken cancellation) =>
        [.. (await JournalAsync(cancellation)).Where(e => !Array.Exists(s_reads, r => Operation(e).StartsWith(r, StringComparison.Ordinal))).Select(e => $"{e["service"]} {Operation(e)}").Where(w => !w.StartsWith("prometheus ", StringComparison.Ordinal))];

    public Task ForgetJournalAsync(CancellationToken cancellation) => _http.DeleteAsync(new Uri("/_emulator/journal", UriKind.Relative), cancellation);

    public async Task<JsonArray> FunctionsAsync(CancellationToken cancellation) => (await InventoryAsync(cancellation))["fc"]!["functions"]!.AsArray();

    public async Task<JsonArray> InstancesAsync(CancellationToken cancellation) => (await InventoryAsync(cancellation))["arms"]!["instances"]!.AsArray();

    /// <summary>A call as a person in the console makes it.</summary>
    public async Task<JsonObject> ActAsync(HttpMethod method, string path, JsonObject? body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, $"/_emulator/as/{AccountId}{path}") { Content = body is null ? null : JsonContent.Create(body) };
        using var response = await _http.SendAsync(request, cancellation);
        var text = await response.Content.ReadAsStringAsync(cancellation);
        return response.IsSuccessStatusCode ? (text.Length == 0 ? [] : JsonNode.Parse(text)!.AsObject()) : throw new InvalidOperationException($"{method} {path}: {(int)response.StatusCode} {text}");
    }

    public Task<JsonObject> FunctionAsync(string name, CancellationToken cancellation) => ActAsync(HttpMethod.Get, $"/2023-03-30/functions/{name}", null, cancellation);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    private async Task<JsonObject> InventoryAsync(CancellationToken cancellation) => (await _http.GetFromJsonAsync<JsonObject>("/_emulator/inventory", cancellation))!;

    private static string Operation(JsonObject entry) => entry["operation"]!.GetValue<string>();
}
