using System.Text.Json.Nodes;

namespace Sonde.Emulator.Tests;

public sealed class FunctionTests
{
    [Fact]
    public async Task A_new_function_is_Pending_until_its_time_and_then_Active()
    {
        await using var cloud = await Cloud.StartAsync(options => options with { PendingFor = TimeSpan.FromSeconds(5) });
        var created = (await cloud.CreateAsync("chat")).Ok().Json;
        Assert.Equal(("Pending", "Creating", "Successful"), States(created));

        cloud.Clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(("Active", "", "Successful"), States((await cloud.Client.FcAsync("GET", "functions/chat")).Json));
    }

    [Fact]
    public async Task An_update_is_InProgress_until_its_time_and_then_Successful()
    {
        await using var cloud = await Cloud.StartAsync(options => options with { UpdateFor = TimeSpan.FromSeconds(5) });
        await cloud.CreateAsync("chat");
        cloud.Clock.Advance(TimeSpan.FromSeconds(5));

        var updated = (await cloud.Client.FcAsync("PUT", "functions/chat", new JsonObject { ["timeout"] = 60 })).Ok().Json;

        Assert.Equal(("Active", "", "InProgress"), States(updated));
        cloud.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(("Active", "", "Successful"), States((await cloud.Client.FcAsync("GET", "functions/chat")).Json));
    }

    [Theory]
    [InlineData("description", "\"\"")]
    [InlineData("role", "\"\"")]
    [InlineData("internetAccess", "true")]
    [InlineData("timeout", "3")]
    [InlineData("diskSize", "512")]
    [InlineData("instanceConcurrency", "1")]
    [InlineData("sessionAffinity", "\"NONE\"")]
    [InlineData("instanceIsolationMode", "\"SHARE\"")]
    [InlineData("environmentVariables", "{}")]
    [InlineData("vpcConfig", """{"vpcId":"","vSwitchIds":[],"securityGroupId":"","role":""}""")]
    [InlineData("ossMountConfig", """{"mountPoints":[]}""")]
    [InlineData("logConfig", """{"project":"","logstore":"","enableRequestMetrics":false,"enableInstanceMetrics":false,"enableLlmMetrics":false,"logBeginRule":"None"}""")]
    [InlineData("instanceLifecycleConfig", """{"initializer":{"handler":"","timeout":3},"preStop":{"handler":"","timeout":3}}""")]
    [InlineData("layers", "null")]
    public async Task The_server_fills_in_what_was_not_declared(string field, string expected)
    {
        await using var cloud = await Cloud.StartAsync();

        var function = (await cloud.CreateAsync("chat")).Ok().Json;

        Assert.Equal(expected, function[field]?.ToJsonString() ?? "null");
    }

    [Fact]
    public async Task Cpu_comes_back_as_floating_point_writes_it()
    {
        await using var cloud = await Cloud.StartAsync();

        var function = (await cloud.CreateAsync("small", function =>
        {
            function.Remove("gpuConfig");
            (function["cpu"], function["memorySize"]) = (0.35, 512);
        })).Ok();

        Assert.Contains("\"cpu\":0.35000000000000003", function.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_health_check_is_filled_in_once_it_is_declared()
    {
        await using var cloud = await Cloud.StartAsync();

        var function = (await cloud.CreateAsync("chat", f => f["customContainerConfig"]!["healthCheckConfig"] = new JsonObject { ["httpGetUrl"] = "/health" })).Ok().Json;

        Assert.Equal(
            """{"httpGetUrl":"/health","initialDelaySeconds":0,"periodSeconds":3,"timeoutSeconds":1,"failureThreshold":3,"successThreshold":1}""",
            function["customContainerConfig"]!["healthCheckConfig"]!.ToJsonString());
    }

    [Fact]
    public async Task A_registry_password_is_not_echoed()
    {
        await using var cloud = await Cloud.StartAsync();

        var reply = await cloud.CreateAsync("chat", f => f["customContainerConfig"]!["registryConfig"] = JsonNode.Parse("""{"authConfig":{"userName":"u","password":"hush-hush"}}"""));

        Assert.DoesNotContain("hush-hush", reply.Ok().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_update_leaves_fields_that_it_does_not_send()
    {
        await using var cloud = await Cloud.StartAsync();
        await cloud.CreateAsync("chat", f => (f["description"], f["environmentVariables"]) = ("kept", new JsonObject { ["A"] = "1", ["B"] = "2" }));

        var updated = (await cloud.Client.FcAsync("PUT", "functions/chat", new JsonObject { ["environmentVariables"] = new JsonObject { ["A"] = "3" } })).Ok().Json;

        Assert.Equal("kept", updated["description"]!.GetValue<string>());
        Assert.Equal("""{"A":"3"}""", updated["environmentVariables"]!.ToJsonString());
    }

    [Fact]
    public async Task An_explicit_empty_value_clears()
    {
        await using var cloud = await Cloud.StartAsync();
        await cloud.CreateAsync("chat", f => (f["description"], f["environmentVariables"]) = ("gone", new JsonObject { ["A"] = "1" }));

        var updated = (await cloud.Client.FcAsync("PUT", "functions/chat", new JsonObject { ["description"] = "", ["environmentVariables"] = new JsonObject() })).Ok().Json;

        Assert.Equal(("", "{}"), (updated["description"]!.GetValue<string>(), updated["environmentVariables"]!.ToJsonString()));
    }

    [Fact]
    public async Task The_digest_of_a_tag_is_fixed_until_the_next_update()
    {
        await using var cloud = await Cloud.StartAsync();
        var before = Digest((await cloud.CreateAsync("chat")).Ok().Json);
        cloud.World.Images.Push("registry.example/ns/vllm:v1", "sha256:" + new string('a', 64));

        Assert.Equal(before, Digest((await cloud.Client.FcAsync("GET", "functions/chat")).Json));
        Assert.Equal("registry.example/ns/vllm@sha256:" + new string('a', 64), Digest((await cloud.Client.FcAsync("PUT", "functions/chat", new JsonObject { ["timeout"] = 5 })).Ok().Json));
    }

    [Fact]
    public async Task A_function_with_triggers_can_not_be_deleted()
    {
        await using var cloud = await Cloud.StartAsync();
        await cloud.CreateAsync("chat");
        (await cloud.Client.FcAsync("POST", "functions/chat/triggers", Triggers.Http("http"))).Ok();

        Assert.Equal((409, "FunctionNotEmpty"), (await cloud.Client.FcAsync("DELETE", "functions/chat")).Error);
        (await cloud.Client.FcAsync("DELETE", "functions/chat/triggers/http")).Ok();
        Assert.Equal(204, (await cloud.Client.FcAsync("DELETE", "functions/chat")).Status);
        Assert.Equal((404, "FunctionNotFound"), (await cloud.Client.FcAsync("GET", "functions/chat")).Error);
    }

    [Fact]
    public async Task A_name_is_taken_once_per_account()
    {
        await using var cloud = await Cloud.StartAsync();
        (await cloud.CreateAsync("chat")).Ok();

        Assert.Equal((409, "FunctionAlreadyExists"), (await cloud.CreateAsync("chat")).Error);
    }

    private static (string State, string Reason, string LastUpdate) States(JsonObject function) =>
        (function["state"]!.GetValue<string>(), function["stateReasonCode"]!.GetValue<string>(), function["lastUpdateStatus"]!.GetValue<string>());

    private static string Digest(JsonObject function) => function["customContainerConfig"]!["resolvedImageUri"]!.GetValue<string>();
}
