using System.Text.Json.Nodes;

namespace Sonde.Emulator.Tests;

public sealed class FunctionSurroundingsTests
{
    private const string Arn = "acs:fc:cn-hangzhou:1234567890123456:functions/chat";

    [Fact]
    public async Task A_list_is_paged_with_opaque_tokens_and_leaves_the_states_out()
    {
        await using var cloud = await Cloud.StartAsync();
        foreach (var name in new[] { "c", "a", "b" })
            (await cloud.CreateAsync(name)).Ok();

        var first = (await cloud.Client.FcAsync("GET", "functions?limit=2")).Ok().Json;
        var second = (await cloud.Client.FcAsync("GET", $"functions?limit=2&nextToken={Uri.EscapeDataString(first["nextToken"]!.GetValue<string>())}")).Ok().Json;

        Assert.Equal(["a", "b"], Names(first));
        Assert.Equal(["c"], Names(second));
        Assert.Equal("", second["nextToken"]!.GetValue<string>());
        Assert.False(((JsonObject)first["functions"]![0]!).ContainsKey("state"));
    }

    [Fact]
    public async Task A_list_is_filtered_by_prefix_and_by_all_of_the_tags()
    {
        await using var cloud = await Cloud.StartAsync();
        (await cloud.CreateAsync("a-1", f => f["tags"] = JsonNode.Parse("""[{"Key":"o","Value":"x"},{"Key":"p","Value":"1"}]"""))).Ok();
        (await cloud.CreateAsync("a-2", f => f["tags"] = JsonNode.Parse("""[{"Key":"o","Value":"x"}]"""))).Ok();
        (await cloud.CreateAsync("b", f => f["tags"] = JsonNode.Parse("""[{"Key":"o","Value":"x"},{"Key":"p","Value":"1"}]"""))).Ok();

        var tags = Uri.EscapeDataString("""[{"Key":"o","Value":"x"},{"Key":"p","Value":"1"}]""");

        Assert.Equal(["a-1"], Names((await cloud.Client.FcAsync("GET", $"functions?prefix=a-&tags={tags}")).Ok().Json));
    }

    [Fact]
    public async Task A_list_may_lag_behind_a_create()
    {
        await using var cloud = await Cloud.StartAsync(options => options with { ListLag = TimeSpan.FromSeconds(3) });
        (await cloud.CreateAsync("chat")).Ok();

        Assert.Empty(Names((await cloud.Client.FcAsync("GET", "functions")).Ok().Json));
        Assert.Equal(200, (await cloud.Client.FcAsync("GET", "functions/chat")).Status);
        cloud.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(["chat"], Names((await cloud.Client.FcAsync("GET", "functions")).Ok().Json));
    }

    [Fact]
    public async Task Switching_invocations_off_and_on_says_success_and_shows_in_the_function()
    {
        await using var cloud = await Cloud.StartAsync();
        await cloud.CreateAsync("chat");

        var off = (await cloud.Client.FcAsync("POST", "functions/chat/invoke/disable", new JsonObject { ["reason"] = "why" })).Ok().Json;
        var function = (await cloud.Client.FcAsync("GET", "functions/chat")).Ok().Json;
        var on = (await cloud.Client.FcAsync("POST", "functions/chat/invoke/enable")).Ok().Json;

        Assert.Equal("""{"success":true}""", off.ToJsonString());
        Assert.Equal("why", function["invocationRestriction"]!["reason"]!.GetValue<string>());
        Assert.Equal("""{"success":true}""", on.ToJsonString());
    }

    [Fact]
    public async Task A_trigger_keeps_its_config_as_text_with_defaults_and_gets_a_URL()
    {
        await using var cloud = await Cloud.StartAsync();
        await cloud.CreateAsync("chat");

        var trigger = (await cloud.Client.FcAsync("POST", "functions/chat/triggers", Triggers.Http("http", """{"methods":["GET"],"authType":"anonymous","corsConfig":null}"""))).Ok().Json;

        Assert.Equal("""{"authType":"anonymous","disableURLInternet":false,"methods":["GET"]}""", trigger["triggerConfig"]!.GetValue<string>());
        Assert.Equal($"{cloud.World.BaseUrl}/_fc/chat", trigger["httpTrigger"]!["urlInternet"]!.GetValue<string>());
        Assert.Equal("LATEST", trigger["qualifier"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("""{"authType":"anonymous"}""")]
    [InlineData("""{"authType":"open","methods":["GET"]}""")]
    [InlineData("""{"methods":["BREW"]}""")]
    [InlineData("not json")]
    public async Task A_bad_trigger_config_is_refused(string config)
    {
        await using var cloud = await Cloud.StartAsync();
        await cloud.CreateAsync("chat");

        Assert.Equal((400, "InvalidArgument"), (await cloud.Client.FcAsync("POST", "functions/chat/triggers", Triggers.Http("http", config))).Error);
    }

    [Fact]
    public async Task The_trigger_URL_says_so_when_instances_are_off()
    {
        await using var cloud = await Cloud.StartAsync();
        await cloud.CreateAsync("chat");
        cloud.Clock.Advance(TimeSpan.FromSeconds(1));
        (await cloud.Client.FcAsync("POST", "functions/chat/triggers", Triggers.Http("http"))).Ok();

        using var answer = await cloud.Client.Plain.GetAsync("/_fc/chat/v1/models");

        Assert.Equal(503, (int)answer.StatusCode);
        Assert.Contains("instances off", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.True(answer.Headers.Contains("x-fc-request-id"));
    }

    [Fact]
    public async Task Provision_and_scaling_configs_exclude_each_other_on_a_qualifier()
    {
        await using var cloud = await Cloud.StartAsync();
        await cloud.CreateAsync("chat");
        var provision = (await cloud.Client.FcAsync("PUT", "functions/chat/provision-config?qualifier=LATEST", new JsonObject { ["target"] = 2 })).Ok().Json;

        Assert.Equal((2, 2, true), (provision["defaultTarget"]!.GetValue<int>(), provision["current"]!.GetValue<int>(), provision["alwaysAllocateCPU"]!.GetValue<bool>()));
        Assert.Equal((409, "ProvisionConfigExist"), (await cloud.Client.FcAsync("PUT", "functions/chat/scaling-config?qualifier=LATEST", new JsonObject { ["minInstances"] = 1 })).Error);
        (await cloud.Client.FcAsync("DELETE", "functions/chat/provision-config?qualifier=LATEST")).Ok();
        Assert.Equal((404, "ProvisionConfigNotFound"), (await cloud.Client.FcAsync("GET", "functions/chat/provision-config?qualifier=LATEST")).Error);
        var scaling = (await cloud.Client.FcAsync("PUT", "functions/chat/scaling-config?qualifier=LATEST", new JsonObject { ["minInstances"] = 1 })).Ok().Json;
        Assert.Equal((1, $"{Arn}/LATEST"), (scaling["targetInstances"]!.GetValue<int>(), scaling["functionArn"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Tags_are_written_in_PascalCase_and_read_by_JSON_text()
    {
        await using var cloud = await Cloud.StartAsync();
        await cloud.CreateAsync("chat");
        var ids = Uri.EscapeDataString($"[\"{Arn}\"]");

        (await cloud.Client.FcAsync("POST", "tags-v2", JsonNode.Parse($$"""{"ResourceType":"function","ResourceId":["{{Arn}}"],"Tag":[{"Key":"k","Value":"v"}]}"""))).Ok();

        var listed = (await cloud.Client.FcAsync("GET", $"tags-v2?ResourceType=function&ResourceId={ids}")).Ok().Json;
        Assert.Equal($$"""[{"ResourceId":"{{Arn}}","ResourceType":"function","TagKey":"k","TagValue":"v"}]""", listed["TagResources"]!.ToJsonString());
        (await cloud.Client.FcAsync("DELETE", $"tags-v2?ResourceType=function&ResourceId={ids}&TagKey={Uri.EscapeDataString("[\"k\"]")}")).Ok();
        Assert.Equal("[]", (await cloud.Client.FcAsync("GET", "functions/chat")).Json["tags"]!.ToJsonString());
    }

    [Fact]
    public async Task A_version_keeps_its_configuration_and_an_alias_names_it()
    {
        await using var cloud = await Cloud.StartAsync();
        await cloud.CreateAsync("chat", f => f["description"] = "first");
        Assert.Equal("1", (await cloud.Client.FcAsync("POST", "functions/chat/versions", new JsonObject())).Ok().Json["versionId"]!.GetValue<string>());
        (await cloud.Client.FcAsync("POST", "functions/chat/aliases", new JsonObject { ["aliasName"] = "live", ["versionId"] = "1" })).Ok();
        (await cloud.Client.FcAsync("PUT", "functions/chat", new JsonObject { ["description"] = "second" })).Ok();

        Assert.Equal("first", (await cloud.Client.FcAsync("GET", "functions/chat?qualifier=live")).Ok().Json["description"]!.GetValue<string>());
        Assert.Equal(409, (await cloud.Client.FcAsync("DELETE", "functions/chat/versions/1")).Status);
        Assert.Equal((404, "VersionNotFound"), (await cloud.Client.FcAsync("GET", "functions/chat?qualifier=7")).Error);
    }

    private static IEnumerable<string> Names(JsonObject list) => list["functions"]!.AsArray().Select(function => function!["functionName"]!.GetValue<string>());
}
