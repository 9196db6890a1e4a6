using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Sonde.Demo;

/// <summary>The emulated cloud as a person at its console sees it: no signature, everything by hand.</summary>
internal sealed class Cloud(HttpClient http, string url)
{
    private const string OwnerTag = "sonde.dev/owner";

    public async Task<JsonNode> FunctionAsync(string name, CancellationToken cancellation) =>
        await http.GetFromJsonAsync<JsonNode>(Console($"functions/{name}"), cancellation) ?? throw new InvalidOperationException($"The cloud gave no function {name}.");

    /// <summary>State of the function's youngest instance.</summary>
    public async Task<string> InstanceStateAsync(string name, CancellationToken cancellation)
    {
        var instances = await http.GetFromJsonAsync<JsonArray>(new Uri($"{url}/_emulator/instances"), cancellation);
        return instances!.LastOrDefault(i => i!["functionName"]!.GetValue<string>() == name)?["status"]?.GetValue<string>() ?? "gone";
    }

    /// <summary>Changes a function behind everybody's back.</summary>
    public async Task ChangeFunctionAsync(string name, JsonObject change, CancellationToken cancellation)
    {
        using var answer = await http.PutAsJsonAsync(Console($"functions/{name}"), change, cancellation);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>What Sonde made and is still there, by name.</summary>
    public async Task<IReadOnlyList<string>> OwnedAsync(CancellationToken cancellation)
    {
        var inventory = await http.GetFromJsonAsync<JsonNode>(new Uri($"{url}/_emulator/inventory"), cancellation);
        var functions = inventory!["fc"]!["functions"]!.AsArray().Where(IsOwned).Select(f => $"function {f!["name"]}");
        var instances = inventory["arms"]!["instances"]!.AsArray().Where(IsOwned).Select(i => $"{Instance}{i!["id"]}");
        var objects = inventory["oss"]!["buckets"]!.AsArray()
            .SelectMany(b => b!["objects"]!.AsArray().Where(o => o!["seeded"]!.GetValue<bool>() is false).Select(o => $"object {b["name"]}/{o!["key"]}"));
        return [.. functions, .. instances, .. objects];
    }

    /// <summary>How a Prometheus instance is named in <see cref="OwnedAsync"/>.</summary>
    public const string Instance = "instance ";

    private static bool IsOwned(JsonNode? item) => item?["tags"]?[OwnerTag] is not null;

    private Uri Console(string path) => new($"{url}/_emulator/as/{Quickstart.Account}/2023-03-30/{path}");
}
