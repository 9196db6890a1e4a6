using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Sonde.Emulator.Identity;
using Sonde.Testing;

namespace Sonde.Emulator.Tests.Instances;

/// <summary>The whole way: functions made by the control plane's API, requests through the URL of the trigger.</summary>
public sealed class EmulatedFunctionTests
{
    private const string Account = AccountStore.DefaultAccountId;
    private const string Api = $"/_emulator/as/{Account}/2023-03-30";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_declared_function_serves_at_its_trigger_is_listed_and_goes_with_its_deletion()
    {
        await using var emulator = await EmulatorServer.StartAsync(new EmulatorOptions { Instances = true, PendingFor = TimeSpan.Zero }, Cancellation);
        using var client = new HttpClient { BaseAddress = emulator.Url };
        await CreateAsync(emulator, client);

        using var chat = new StringContent("""{"model":"m","messages":[{"role":"user","content":"hello"}]}""");
        using var answer = await client.PostAsync(new Uri("/_fc/qwen/v1/chat/completions", UriKind.Relative), chat, Cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var instances = JsonNode.Parse(await client.GetStringAsync(new Uri($"{Api}/functions/qwen/instances", UriKind.Relative), Cancellation))!["instances"]!.AsArray();
        var id = Assert.Single(instances)!["instanceId"]!.GetValue<string>();
        Assert.Contains("NOT the real engine", await client.GetStringAsync(new Uri($"/_emulator/instances/{id}/logs", UriKind.Relative), Cancellation), StringComparison.Ordinal);

        await SendAsync(client, HttpMethod.Delete, $"{Api}/functions/qwen/triggers/http", null);
        await SendAsync(client, HttpMethod.Delete, $"{Api}/functions/qwen", null);
        Assert.Equal("[]", await client.GetStringAsync(new Uri("/_emulator/instances", UriKind.Relative), Cancellation));
    }

    [Fact]
    public async Task A_provision_config_tells_how_many_instances_are_ready()
    {
        await using var emulator = await EmulatorServer.StartAsync(new EmulatorOptions { Instances = true, PendingFor = TimeSpan.Zero }, Cancellation);
        using var client = new HttpClient { BaseAddress = emulator.Url };
        await CreateAsync(emulator, client);

        await SendAsync(client, HttpMethod.Put, $"{Api}/functions/qwen/provision-config?qualifier=LATEST", new() { ["defaultTarget"] = 1, ["alwaysAllocateCPU"] = true, ["alwaysAllocateGPU"] = true });

        await Eventually.TrueAsync(
            "one instance is ready",
            s_patience,
            async token => JsonNode.Parse(await client.GetStringAsync(new Uri($"{Api}/functions/qwen/provision-config?qualifier=LATEST", UriKind.Relative), token))!["current"]!.GetValue<int>() == 1,
            Cancellation);
        Assert.Contains("\"provisioned\":true", await client.GetStringAsync(new Uri("/_emulator/instances", UriKind.Relative), Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_function_that_declares_no_more_than_it_must_serves()
    {
        await using var emulator = await EmulatorServer.StartAsync(new EmulatorOptions { Instances = true, PendingFor = TimeSpan.Zero }, Cancellation);
        using var client = new HttpClient { BaseAddress = emulator.Url };
        emulator.World.Buckets.Write(Account, "models", "qwen3/", Array.Empty<byte>());
        emulator.World.Buckets.Write(Account, "models", "qwen3/config.json", "{}"u8.ToArray());
        await SendAsync(client, HttpMethod.Post, $"{Api}/functions", new()
        {
            ["functionName"] = "hello",
            ["runtime"] = "custom-container",
            ["handler"] = "h",
            ["role"] = $"acs:ram::{Account}:role/fc-llm",
            ["customContainerConfig"] = new JsonObject { ["image"] = "registry.example/hello:1", ["command"] = new JsonArray("vllm", "serve", "/mnt/qwen3", "--port", "9000") },
            ["ossMountConfig"] = new JsonObject { ["mountPoints"] = new JsonArray(new JsonObject { ["bucketName"] = "models", ["bucketPath"] = "/qwen3", ["mountDir"] = "/mnt/qwen3", ["endpoint"] = "http://oss-cn-hangzhou-internal.aliyuncs.com" }) },
        });
        await SendAsync(client, HttpMethod.Post, $"{Api}/functions/hello/triggers", new()
        {
            ["triggerName"] = "http",
            ["triggerType"] = "http",
            ["triggerConfig"] = """{"authType":"anonymous","methods":["GET"]}""",
        });

        Assert.Contains("/mnt/qwen3", await client.GetStringAsync(new Uri("/_fc/hello/v1/models", UriKind.Relative), Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scaling_config_starts_its_minimum()
    {
        await using var emulator = await EmulatorServer.StartAsync(new EmulatorOptions { Instances = true, PendingFor = TimeSpan.Zero }, Cancellation);
        using var client = new HttpClient { BaseAddress = emulator.Url };
        await CreateAsync(emulator, client);

        await SendAsync(client, HttpMethod.Put, $"{Api}/functions/qwen/scaling-config?qualifier=LATEST", new() { ["minInstances"] = 1 });

        await Eventually.TrueAsync(
            "one instance is ready",
            s_patience,
            async token => JsonNode.Parse(await client.GetStringAsync(new Uri($"{Api}/functions/qwen/scaling-config?qualifier=LATEST", UriKind.Relative), token))!["currentInstances"]!.GetValue<int>() == 1,
            Cancellation);
    }

    [Fact]
    public async Task An_invocation_that_asks_for_it_gets_the_end_of_the_log()
    {
        await using var emulator = await EmulatorServer.StartAsync(new EmulatorOptions { Instances = true, PendingFor = TimeSpan.Zero }, Cancellation);
        using var client = new HttpClient { BaseAddress = emulator.Url };
        await CreateAsync(emulator, client);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Api}/functions/qwen/invocations") { Content = new StringContent("{}") };
        request.Headers.Add("x-fc-log-type", "Tail");

        using var answer = await client.SendAsync(request, Cancellation);

        var end = Encoding.UTF8.GetString(Convert.FromBase64String(Assert.Single(answer.Headers.GetValues("x-fc-log-result"))));
        Assert.Contains("NOT the real engine", end, StringComparison.Ordinal);
        Assert.InRange(end.Length, 1, 4096);
    }

    private static async Task CreateAsync(EmulatorServer emulator, HttpClient client)
    {
        emulator.World.Buckets.Write(Account, "models", "qwen3/", Array.Empty<byte>());
        emulator.World.Buckets.Write(Account, "models", "qwen3/config.json", "{}"u8.ToArray());
        await SendAsync(client, HttpMethod.Post, $"{Api}/functions", new()
        {
            ["functionName"] = "qwen",
            ["runtime"] = "custom-container",
            ["handler"] = "index.handler",
            ["cpu"] = 8,
            ["memorySize"] = 32768,
            ["diskSize"] = 10240,
            ["timeout"] = 600,
            ["instanceConcurrency"] = 20,
            ["role"] = $"acs:ram::{Account}:role/fc-llm",
            ["gpuConfig"] = new JsonObject { ["gpuType"] = "fc.gpu.ada.1", ["gpuMemorySize"] = 49152 },
            ["customContainerConfig"] = new JsonObject
            {
                ["image"] = "registry.cn-hangzhou.aliyuncs.com/llm/vllm:0.10.1",
                ["port"] = 9000,
                ["command"] = new JsonArray("vllm", "serve", "/mnt/qwen3", "--port", "9000", "--served-model-name", "m"),
            },
            ["ossMountConfig"] = new JsonObject
            {
                ["mountPoints"] = new JsonArray(new JsonObject
                {
                    ["bucketName"] = "models",
                    ["bucketPath"] = "/qwen3",
                    ["mountDir"] = "/mnt/qwen3",
                    ["readOnly"] = true,
                    ["endpoint"] = "http://oss-cn-hangzhou-internal.aliyuncs.com",
                }),
            },
        });
        await SendAsync(client, HttpMethod.Post, $"{Api}/functions/qwen/triggers", new()
        {
            ["triggerName"] = "http",
            ["triggerType"] = "http",
            ["qualifier"] = "LATEST",
            ["triggerConfig"] = """{"authType":"anonymous","methods":["GET","POST"]}""",
        });
    }

    private static async Task SendAsync(HttpClient client, HttpMethod method, string path, JsonObject? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
        using var answer = await client.SendAsync(request, Cancellation);
        Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(Cancellation)}");
    }
}
