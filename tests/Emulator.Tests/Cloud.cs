using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace Sonde.Emulator.Tests;

/// <summary>An emulator with a clock that is moved by hand, and a client of the default account.</summary>
internal sealed class Cloud : IAsyncDisposable
{
    private Cloud(EmulatorServer server, FakeTimeProvider clock)
    {
        Server = server;
        Clock = clock;
        Client = new(server.Url, clock);
    }

    public EmulatorServer Server { get; }

    public FakeTimeProvider Clock { get; }

    public SignedClient Client { get; }

    public EmulatorWorld World => Server.World;

    public static async Task<Cloud> StartAsync(Func<EmulatorOptions, EmulatorOptions>? change = null)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));
        var options = new EmulatorOptions { Clock = clock };
        return new(await EmulatorServer.StartAsync(change?.Invoke(options) ?? options, TestContext.Current.CancellationToken), clock);
    }

    /// <summary>A valid GPU function, changed as the test needs it.</summary>
    public static JsonObject Function(string name, Action<JsonObject>? change = null)
    {
        var function = (JsonObject)JsonNode.Parse(
            $$"""
            {
              "functionName": "{{name}}", "runtime": "custom-container", "handler": "handler", "cpu": 8, "memorySize": 32768,
              "gpuConfig": { "gpuType": "fc.gpu.ada.1", "gpuMemorySize": 49152 },
              "customContainerConfig": { "image": "registry.example/ns/vllm:v1", "port": 9000 }
            }
            """)!;
        change?.Invoke(function);
        return function;
    }

    public async Task<Reply> CreateAsync(string name, Action<JsonObject>? change = null) => await Client.FcAsync("POST", "functions", Function(name, change));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
    }
}
