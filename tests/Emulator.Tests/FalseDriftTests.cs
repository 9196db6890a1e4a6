using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Sonde.Emulator.Tests;

/// <summary>What comes back although nobody declared it (fc.md 5), row by row: a naive comparison would loop on each for ever.</summary>
public sealed class FalseDriftTests
{
    private const string Vpc = """{"vpcConfig":{"vpcId":"vpc-1","vSwitchIds":["vsw-1","vsw-2"],"securityGroupId":"sg-1"}""";

    /// <summary>Declared beside name, runtime, handler and image of a CPU function; path in the answer; what stands there.</summary>
    public static TheoryData<string, string, string> Rows => new()
    {
        { "{}", "description", "\"\"" },
        { "{}", "role", "\"\"" },
        { "{}", "internetAccess", "true" },
        { "{}", "timeout", "3" },
        { "{}", "memorySize", "512" },
        { "{}", "diskSize", "512" },
        { "{}", "instanceConcurrency", "1" },
        { """{"memorySize":3072}""", "cpu", "2" },
        { "{}", "disableOndemand", "false" },
        { "{}", "enableLongLiving", "false" },
        { "{}", "sessionAffinity", "\"NONE\"" },
        { "{}", "instanceIsolationMode", "\"SHARE\"" },
        { "{}", "disableInjectCredentials", "\"None\"" },
        { "{}", "resourceGroupId", "\"rg-acfmxemulator0default\"" },
        { "{}", "vpcConfig", """{"vpcId":"","vSwitchIds":[],"securityGroupId":"","role":""}""" },
        { "{}", "nasConfig", """{"userId":0,"groupId":0,"mountPoints":[]}""" },
        { "{}", "ossMountConfig", """{"mountPoints":[]}""" },
        { "{}", "logConfig", """{"project":"","logstore":"","enableRequestMetrics":false,"enableInstanceMetrics":false,"enableLlmMetrics":false,"logBeginRule":"None"}""" },
        { "{}", "polarFsConfig", """{"userId":0,"groupId":0,"mountPoints":[]}""" },
        { "{}", "juiceFsConfig", """{"mountPoints":[]}""" },
        { "{}", "tracingConfig", "{}" },
        { "{}", "environmentVariables", "{}" },
        { "{}", "customDNS", "{}" },
        { "{}", "layers", "null" },
        { """{"customContainerConfig":{"image":"a:1","command":[]}}""", "customContainerConfig.command", "null" },
        { """{"customContainerConfig":{"image":"a:1","entrypoint":[]}}""", "customContainerConfig.entrypoint", "null" },
        { "{}", "customContainerConfig.port", "9000" },
        { """{"customContainerConfig":{"image":"a:1","healthCheckConfig":{"httpGetUrl":"/h","periodSeconds":9}}}""", "customContainerConfig.healthCheckConfig", """{"httpGetUrl":"/h","periodSeconds":9,"initialDelaySeconds":0,"timeoutSeconds":1,"failureThreshold":3,"successThreshold":1}""" },
        { "{}", "instanceLifecycleConfig", """{"initializer":{"handler":"","timeout":3},"preStop":{"handler":"","timeout":3}}""" },
        { """{"instanceLifecycleConfig":{"preStop":{"handler":"h"}}}""", "instanceLifecycleConfig.preStop", """{"handler":"h","timeout":3}""" },
        { """{"logConfig":{"project":"p","logstore":"l"}}""", "logConfig", """{"project":"p","logstore":"l","enableRequestMetrics":true,"enableInstanceMetrics":false,"enableLlmMetrics":false,"logBeginRule":"None"}""" },
        { "{}", "customContainerConfig.accelerationInfo", """{"status":"deprecated"}""" },
        { "{}", "customContainerConfig.accelerationType", "\"Default\"" },
        { """{"customContainerConfig":{"image":"a:1","registryConfig":{"authConfig":{"userName":"u","password":"p"}}}}""", "customContainerConfig.registryConfig", "null" },
        { Vpc + "}", "vpcConfig.role", "\"\"" },
        { Vpc + ""","nasConfig":{"mountPoints":[{"serverAddr":"n:/","mountDir":"/mnt/n"}]}}""", "nasConfig.mountPoints", """[{"serverAddr":"n:/","mountDir":"/mnt/n","enableTLS":false}]""" },
        { """{"tags":[{"Key":"a","Value":"1"},{"Key":"b","Value":"2"}]}""", "tags", """[{"Key":"b","Value":"2"},{"Key":"a","Value":"1"}]""" },
        { """{"environmentVariables":{"A":"1"}}""", "environmentVariables", """{"A":"1"}""" },
        { """{"cpu":0.35,"memorySize":512}""", "cpu", "0.35000000000000003" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task What_nobody_declared_comes_back_in_the_form_of_the_service(string declared, string path, string expected)
    {
        await using var cloud = await Cloud.StartAsync();
        var function = (JsonObject)JsonNode.Parse("""{"functionName":"small","runtime":"custom-container","handler":"h","customContainerConfig":{"image":"a:1"}}""")!;
        foreach (var (name, value) in (JsonObject)JsonNode.Parse(declared)!)
            function[name] = value?.DeepClone();

        (await cloud.Client.FcAsync("POST", "functions", function)).Ok();

        var read = (await cloud.Client.FcAsync("GET", "functions/small")).Ok().Json;
        Assert.Equal(expected, path.Split('.').Aggregate((JsonNode?)read, (node, name) => node?[name])?.ToJsonString() ?? "null");
    }

    [Fact]
    public async Task The_order_of_switches_and_mounts_is_lost_when_the_cloud_is_told_to_lose_it()
    {
        await using var cloud = await Cloud.StartAsync();
        (await cloud.Client.Plain.PutAsJsonAsync("/_emulator/settings", new { shuffleLists = true })).EnsureSuccessStatusCode();

        var created = (await cloud.CreateAsync("chat", f => f["vpcConfig"] = JsonNode.Parse(Vpc + "}")!["vpcConfig"]!.DeepClone())).Ok().Json;

        Assert.Equal("""["vsw-2","vsw-1"]""", created["vpcConfig"]!["vSwitchIds"]!.ToJsonString());
    }

    [Fact]
    public async Task A_disabled_function_says_so_in_a_field_that_nobody_declares()
    {
        await using var cloud = await Cloud.StartAsync();
        await cloud.CreateAsync("chat");

        (await cloud.Client.FcAsync("POST", "functions/chat/invoke/disable", new JsonObject { ["reason"] = "paused" })).Ok();

        var restriction = (await cloud.Client.FcAsync("GET", "functions/chat")).Json["invocationRestriction"]!;
        Assert.Equal((true, "paused"), (restriction["disable"]!.GetValue<bool>(), restriction["reason"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("triggerId")]
    [InlineData("createdTime")]
    [InlineData("lastModifiedTime")]
    [InlineData("httpTrigger")]
    [InlineData("status")]
    [InlineData("targetArn")]
    [InlineData("qualifier")]
    [InlineData("description")]
    public async Task A_trigger_comes_back_with_members_that_nobody_declared(string member)
    {
        await using var cloud = await Cloud.StartAsync();
        await cloud.CreateAsync("chat");

        (await cloud.Client.FcAsync("POST", "functions/chat/triggers", Triggers.Http("http"))).Ok();

        Assert.True((await cloud.Client.FcAsync("GET", "functions/chat/triggers/http")).Ok().Json.ContainsKey(member));
    }

    [Theory]
    [InlineData("currentInstances", "1")]
    [InlineData("targetInstances", "1")]
    [InlineData("currentError", "\"\"")]
    [InlineData("functionArn", "\"acs:fc:cn-hangzhou:1234567890123456:functions/chat/LATEST\"")]
    [InlineData("horizontalScalingPolicies", "[]")]
    [InlineData("scheduledPolicies", "[]")]
    [InlineData("requestDispatchPolicy", "\"Balanced\"")]
    [InlineData("enableMixMode", "false")]
    public async Task A_scaling_config_comes_back_filled_in(string member, string expected)
    {
        await using var cloud = await Cloud.StartAsync();
        await cloud.CreateAsync("chat");

        (await cloud.Client.FcAsync("PUT", "functions/chat/scaling-config?qualifier=LATEST", new JsonObject { ["minInstances"] = 1 })).Ok();

        Assert.Equal(expected, (await cloud.Client.FcAsync("GET", "functions/chat/scaling-config?qualifier=LATEST")).Ok().Json[member]!.ToJsonString());
    }

    [Theory]
    [InlineData("createdTime")]
    [InlineData("lastModifiedTime")]
    [InlineData("functionArn")]
    [InlineData("destinationConfig")]
    public async Task An_async_config_comes_back_with_members_that_nobody_declared(string member)
    {
        await using var cloud = await Cloud.StartAsync();
        await cloud.CreateAsync("chat");

        (await cloud.Client.FcAsync("PUT", "functions/chat/async-invoke-config?qualifier=LATEST", new JsonObject { ["maxAsyncRetryAttempts"] = 1 })).Ok();

        Assert.True((await cloud.Client.FcAsync("GET", "functions/chat/async-invoke-config?qualifier=LATEST")).Ok().Json.ContainsKey(member));
    }
}
