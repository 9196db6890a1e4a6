using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Sonde.Emulator.Tests;

/// <summary>States that take long, fail, or come from elsewhere.</summary>
public sealed class StateTests
{
    private const string Image = "registry.example/ns/vllm:v1";

    [Fact]
    public async Task Case_46_image_acceleration_pending_lasts_as_long_as_the_cloud_is_told()
    {
        await using var cloud = await Cloud.StartAsync();
        await SetAsync(cloud, new { pendingMilliseconds = 1_800_000, updateMilliseconds = 1_200_000 });

        (await cloud.CreateAsync("chat")).Ok();
        cloud.Clock.Advance(TimeSpan.FromMinutes(29));
        Assert.Equal(("Pending", "Successful"), await StatesAsync(cloud));
        Assert.Equal((412, "FunctionNotStarted"), (await cloud.Client.FcAsync("POST", "functions/chat/invocations", new JsonObject())).Error);
        cloud.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(("Active", "Successful"), await StatesAsync(cloud));

        (await cloud.Client.FcAsync("PUT", "functions/chat", new JsonObject { ["description"] = "d" })).Ok();
        cloud.Clock.Advance(TimeSpan.FromMinutes(19));
        Assert.Equal(("Active", "InProgress"), await StatesAsync(cloud));
        cloud.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(("Active", "Successful"), await StatesAsync(cloud));
    }

    [Fact]
    public async Task A_function_whose_image_can_not_be_pulled_is_Failed_and_an_update_mends_it()
    {
        await using var cloud = await Cloud.StartAsync();
        await BreakAsync(cloud, Image, "manifest unknown");

        (await cloud.CreateAsync("chat")).Ok();
        cloud.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(("Failed", "Successful"), await StatesAsync(cloud));
        Assert.Equal("manifest unknown", (await ReadAsync(cloud))["stateReason"]!.GetValue<string>());
        Assert.Equal((412, "FunctionNotStarted"), (await cloud.Client.FcAsync("POST", "functions/chat/invocations", new JsonObject())).Error);
        await ImageAsync(cloud, "registry.example/ns/vllm:v2");
        Assert.Equal(("Active", "Successful"), await StatesAsync(cloud));
    }

    [Fact]
    public async Task After_a_failed_update_the_old_code_goes_on_to_serve()
    {
        await using var cloud = await Cloud.StartAsync();
        (await cloud.CreateAsync("chat")).Ok();
        await BreakAsync(cloud, "registry.example/ns/vllm:v2", "manifest unknown");

        await ImageAsync(cloud, "registry.example/ns/vllm:v2");

        var read = await ReadAsync(cloud);
        Assert.Equal(("Active", "Failed", "manifest unknown"), (read["state"]!.GetValue<string>(), read["lastUpdateStatus"]!.GetValue<string>(), read["lastUpdateStatusReason"]!.GetValue<string>()));
        Assert.Equal("registry.example/ns/vllm:v2", read["customContainerConfig"]!["image"]!.GetValue<string>());
        Assert.Equal(Image, cloud.World.Functions.Find("1234567890123456", "chat", "LATEST")!.Image);
        await ImageAsync(cloud, "registry.example/ns/vllm:v3");
        Assert.Equal(("Active", "Successful"), await StatesAsync(cloud));
        Assert.Equal("registry.example/ns/vllm:v3", cloud.World.Functions.Find("1234567890123456", "chat", "LATEST")!.Image);
    }

    [Fact]
    public async Task A_push_mends_a_broken_image_at_the_next_update()
    {
        await using var cloud = await Cloud.StartAsync();
        await BreakAsync(cloud, Image, "gone");
        (await cloud.CreateAsync("chat")).Ok();

        (await cloud.Client.Plain.PostAsJsonAsync("/_emulator/images", new { image = Image, digest = "sha256:" + new string('b', 64) })).EnsureSuccessStatusCode();
        await ImageAsync(cloud, Image);

        Assert.Equal(("Active", "Successful"), await StatesAsync(cloud));
    }

    [Fact]
    public async Task A_lock_of_another_product_shows_until_it_is_taken_away()
    {
        await using var cloud = await Cloud.StartAsync();
        (await cloud.CreateAsync("chat")).Ok();

        await PlatformAsync(cloud, """{"lockInfo":{"lockedBy":"AgentRun","lockedResources":["function"]}}""");
        Assert.Equal("AgentRun", (await ReadAsync(cloud))["lockInfo"]!["lockedBy"]!.GetValue<string>());
        await PlatformAsync(cloud, "{}");
        Assert.False((await ReadAsync(cloud)).ContainsKey("lockInfo"));
    }

    [Fact]
    public async Task An_unused_function_is_woken_by_its_first_call_which_fails()
    {
        await using var cloud = await Cloud.StartAsync();
        (await cloud.CreateAsync("chat")).Ok();
        cloud.Clock.Advance(TimeSpan.FromSeconds(1));

        await PlatformAsync(cloud, """{"state":"Inactive","stateReasonCode":"Idle"}""");

        Assert.Equal((412, "FunctionNotStarted"), (await cloud.Client.FcAsync("POST", "functions/chat/invocations", new JsonObject())).Error);
        Assert.Equal(("Active", "Successful"), await StatesAsync(cloud));
        Assert.Equal((503, "ServiceUnavailable"), (await cloud.Client.FcAsync("POST", "functions/chat/invocations", new JsonObject())).Error);
    }

    [Theory]
    [InlineData("chat", """{"memorySize":1}""", 400, "'memorySize' is nothing that the platform sets")]
    [InlineData("absent", "{}", 404, "no function 'absent'")]
    public async Task What_the_platform_does_not_set_is_refused(string function, string members, int status, string words)
    {
        await using var cloud = await Cloud.StartAsync();
        (await cloud.CreateAsync("chat")).Ok();

        using var answer = await cloud.Client.Plain.PutAsync($"/_emulator/functions/1234567890123456/{function}", new StringContent(members));

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains(words, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tags_of_the_platform_come_beside_the_own_ones_and_are_no_part_of_them()
    {
        await using var cloud = await Cloud.StartAsync();
        (await cloud.CreateAsync("chat", f => f["tags"] = JsonNode.Parse("""[{"Key":"a","Value":"1"}]"""))).Ok();
        var id = await ArmsTests.CreateAsync(cloud);
        await SetAsync(cloud, new { systemTags = true });

        Assert.Equal("""[{"Key":"a","Value":"1"},{"Key":"acs:rm:rgId","Value":"rg-acfmxemulator0default"}]""", (await ReadAsync(cloud))["tags"]!.ToJsonString());
        Assert.Contains("acs:rm:rgId", (await cloud.Client.FcAsync("GET", "functions")).Text, StringComparison.Ordinal);
        Assert.Contains("acs:rm:rgId", (await cloud.Client.ArmsAsync("GetPrometheusInstance", ("ClusterId", id))).Text, StringComparison.Ordinal);
        await SetAsync(cloud, new { systemTags = false });
        Assert.Equal("""[{"Key":"a","Value":"1"}]""", (await ReadAsync(cloud))["tags"]!.ToJsonString());
    }

    [Theory]
    [InlineData("scaling-config", "minInstances", "currentInstances")]
    [InlineData("provision-config", "defaultTarget", "current")]
    public async Task A_config_that_nobody_put_is_404_or_zeros_as_the_cloud_is_told(string config, string target, string current)
    {
        await using var cloud = await Cloud.StartAsync();
        (await cloud.CreateAsync("chat")).Ok();

        Assert.Equal(404, (await cloud.Client.FcAsync("GET", $"functions/chat/{config}?qualifier=LATEST")).Status);
        await SetAsync(cloud, new { missingConfigsAreZeros = true });
        var zeros = (await cloud.Client.FcAsync("GET", $"functions/chat/{config}?qualifier=LATEST")).Ok().Json;

        Assert.Equal((0, 0), (zeros[target]!.GetValue<int>(), zeros[current]!.GetValue<int>()));
    }

    [Fact]
    public async Task Case_50_arms_read_fields_a_new_instance_has_no_URLs_until_it_runs()
    {
        await using var cloud = await Cloud.StartAsync();
        await SetAsync(cloud, new { armsReadyMilliseconds = 60_000 });
        var id = await ArmsTests.CreateAsync(cloud);
        async Task<JsonNode> GetAsync() => (await cloud.Client.ArmsAsync("GetPrometheusInstance", ("ClusterId", id))).Ok().Json["Data"]!;

        var creating = await GetAsync();
        cloud.Clock.Advance(TimeSpan.FromMinutes(1));
        var running = await GetAsync();

        Assert.NotEqual("RUNNING", creating["DbInstanceStatus"]!.GetValue<string>());
        Assert.Equal("RUNNING", running["DbInstanceStatus"]!.GetValue<string>());
        foreach (var kind in new[] { "RemoteWrite", "RemoteRead", "HttpApi", "PushGateway", "OpenTelemetry" })
        {
            foreach (var net in new[] { "Inter", "Intra" })
            {
                Assert.Equal("", creating[$"{kind}{net}Url"]!.GetValue<string>());
                Assert.StartsWith($"{cloud.World.BaseUrl}/prometheus/{id}", running[$"{kind}{net}Url"]!.GetValue<string>(), StringComparison.Ordinal);
            }
        }
    }

    private static async Task SetAsync(Cloud cloud, object settings) => (await cloud.Client.Plain.PutAsJsonAsync("/_emulator/settings", settings)).EnsureSuccessStatusCode();

    private static async Task BreakAsync(Cloud cloud, string image, string error) => (await cloud.Client.Plain.PostAsJsonAsync("/_emulator/images", new { image, error })).EnsureSuccessStatusCode();

    private static async Task PlatformAsync(Cloud cloud, string members) =>
        (await cloud.Client.Plain.PutAsync("/_emulator/functions/1234567890123456/chat", new StringContent(members))).EnsureSuccessStatusCode();

    private static async Task ImageAsync(Cloud cloud, string image)
    {
        (await cloud.Client.FcAsync("PUT", "functions/chat", new JsonObject { ["customContainerConfig"] = new JsonObject { ["image"] = image } })).Ok();
        cloud.Clock.Advance(TimeSpan.FromSeconds(1));
    }

    private static async Task<JsonObject> ReadAsync(Cloud cloud) => (await cloud.Client.FcAsync("GET", "functions/chat")).Ok().Json;

    private static async Task<(string State, string Update)> StatesAsync(Cloud cloud)
    {
        var read = await ReadAsync(cloud);
        return (read["state"]!.GetValue<string>(), read["lastUpdateStatus"]!.GetValue<string>());
    }
}
