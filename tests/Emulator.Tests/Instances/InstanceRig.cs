using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Sonde.Emulator.FunctionCompute;
using Sonde.Emulator.Identity;
using Sonde.Emulator.Instances;

namespace Sonde.Emulator.Tests.Instances;

/// <summary>Instances with nothing of the control plane around them: functions are put into the store, requests go straight to the host.</summary>
internal sealed class InstanceRig : IAsyncDisposable
{
    public const string Account = AccountStore.DefaultAccountId;
    public const string Role = $"acs:ram::{Account}:role/fc";
    public const string Bucket = "models";
    public const string ModelKey = "qwen3/config.json";

    private readonly WebApplication _front;

    private InstanceRig(WebApplication front, EmulatorWorld world, SandboxHost host)
    {
        (_front, World, Host) = (front, world, host);
        Client = new HttpClient { BaseAddress = new Uri(world.BaseUrl), Timeout = TimeSpan.FromSeconds(60) };
    }

    public EmulatorWorld World { get; }

    public SandboxHost Host { get; }

    public HttpClient Client { get; }

    public static Task<InstanceRig> StartAsync() => StartAsync(new InstanceOptions { StopGrace = TimeSpan.FromSeconds(1) });

    public static async Task<InstanceRig> StartAsync(InstanceOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var front = builder.Build();
        var world = new EmulatorWorld(new EmulatorOptions(), NullLoggerFactory.Instance);
        world.Accounts.Put(new(Account, new HashSet<string>(StringComparer.Ordinal) { "fc" }, new HashSet<string>(StringComparer.Ordinal)), []);
        world.Buckets.Write(Account, Bucket, ModelKey, """{"architectures":["Qwen3ForCausalLM"],"max_position_embeddings":40960}"""u8.ToArray());
        var host = new SandboxHost(world, options);
        front.MapGet("/outside", () => "reached");
        front.Map("/_fc/{name}/{**path}", (HttpContext context, string name) => InvokeAsync(world, host, context, name));
        await front.StartAsync();
        world.BaseUrl = front.Urls.First();
        return new(front, world, host);
    }

    /// <summary>A function whose server is the stand-in as vLLM, after a shell line of the test's own.</summary>
    public FunctionRecord AddEngine(string name, string before = "", JsonObject? more = null) =>
        Add(name, Shell($"{before}\nexec vllm serve /mnt/qwen3 --port 9000 --served-model-name m"), more);

    /// <summary>A function with that command, the model mounted.</summary>
    public FunctionRecord Add(string name, JsonArray command, JsonObject? more = null)
    {
        var record = new FunctionRecord(Account, World.Options.Region, name, "0", Config(command, more), 1);
        World.Functions.Exclusively<object?>(table =>
        {
            table.Add(new FunctionEntry(record, World.Clock.GetUtcNow()));
            return null;
        });
        return record;
    }

    public void Update(string name, JsonArray command, JsonObject? more = null) => Change(name, FunctionChangeKind.Updated, entry =>
        entry.Latest = entry.Latest with { Config = Config(command, more), Generation = entry.Latest.Generation + 1 });

    public void Provision(string name, int target, bool alwaysAllocateCpu) => Change(name, FunctionChangeKind.ProvisionChanged, entry =>
        entry.Provisions["LATEST"] = AsReceived(new() { ["defaultTarget"] = target, ["alwaysAllocateCPU"] = alwaysAllocateCpu }));

    public void Delete(string name) => World.Functions.Exclusively<object?>(table =>
    {
        table.Remove(table.Find(Account, name)!);
        return null;
    });

    public FunctionRecord Function(string name) => World.Functions.Find(Account, name, "LATEST")!;

    public InstanceInfo Only(string name) => Assert.Single(Host.List(Function(name)), instance => instance.Status != "Destroyed");

    public Task<string> GetAsync(string path) => Client.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

    public static JsonArray Shell(string line) => ["/bin/sh", "-c", line];

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Host.DisposeAsync();
        await _front.DisposeAsync();
    }

    private void Change(string name, FunctionChangeKind kind, Action<FunctionEntry> change) => World.Functions.Exclusively<object?>(table =>
    {
        var entry = table.Find(Account, name)!;
        change(entry);
        table.Tell(kind, entry);
        return null;
    });

    private static JsonObject Config(JsonArray command, JsonObject? more)
    {
        var config = new JsonObject
        {
            ["customContainerConfig"] = new JsonObject { ["image"] = "vllm", ["port"] = 9000, ["command"] = command },
            ["instanceConcurrency"] = 20,
            ["timeout"] = 60,
            ["memorySize"] = 32768,
            ["role"] = Role,
            ["gpuConfig"] = new JsonObject { ["gpuType"] = "fc.gpu.ada.1", ["gpuMemorySize"] = 49152 },
            ["ossMountConfig"] = new JsonObject
            {
                ["mountPoints"] = new JsonArray(new JsonObject { ["bucketName"] = Bucket, ["bucketPath"] = "/qwen3", ["mountDir"] = "/mnt/qwen3", ["readOnly"] = true }),
            },
        };
        foreach (var (field, value) in more ?? [])
            config[field] = value?.DeepClone();
        return AsReceived(config);
    }

    // The store holds what came over the wire: its numbers are JSON numbers, not boxed integers.
    private static JsonObject AsReceived(JsonObject built) => JsonNode.Parse(built.ToJsonString())!.AsObject();

    private static Task InvokeAsync(EmulatorWorld world, SandboxHost host, HttpContext context, string name)
    {
        var path = context.Request.Path.Value!["/_fc/".Length..][name.Length..] + context.Request.QueryString;
        return host.InvokeAsync(context, new InvokeCall(world.Functions.FindByName(name, "LATEST")!, "LATEST", InvokeKind.HttpTrigger, path, "req-1"));
    }
}
