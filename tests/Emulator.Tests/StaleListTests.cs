using System.Text.Json.Nodes;
using Sonde.Emulator.Faults;

namespace Sonde.Emulator.Tests;

/// <summary>Every list that a fault rule can hold back: one row is there, is deleted, another one is made, and the list is asked twice.</summary>
public sealed class StaleListTests
{
    private const string Trigger = """{"triggerName":"NAME","triggerType":"timer","triggerConfig":"{}"}""";

    /// <summary>Operation; how a row is made and deleted (NAME stands for its name); the call of the list.</summary>
    public static TheoryData<string, string, string, string, string> Lists => new()
    {
        { "ListTriggers", "POST functions/chat/triggers", Trigger, "DELETE functions/chat/triggers/NAME", "GET functions/chat/triggers" },
        { "ListAliases", "POST functions/chat/aliases", """{"aliasName":"NAME","versionId":"1"}""", "DELETE functions/chat/aliases/NAME", "GET functions/chat/aliases" },
        { "ListFunctionVersions", "POST functions/chat/versions", """{"description":"NAME"}""", "DELETE functions/chat/versions/2", "GET functions/chat/versions" },
        { "ListTagResources", "POST tags-v2", """{"ResourceType":"function","ResourceId":["ARN"],"Tag":[{"Key":"NAME","Value":"v"}]}""", "DELETE tags-v2?ResourceId=%5B%22ARN%22%5D&ResourceType=function&TagKey=%5B%22NAME%22%5D", "GET tags-v2?ResourceType=function" },
        { "ListFunctions", "POST functions", """{"functionName":"NAME","description":"row","runtime":"custom-container","handler":"h","customContainerConfig":{"image":"a"}}""", "DELETE functions/NAME", "GET functions?description=row" },
        { "ListProvisionConfigs", "PUT functions/NAME-f/provision-config?qualifier=LATEST", """{"defaultTarget":1}""", "DELETE functions/NAME-f/provision-config?qualifier=LATEST", "GET provision-configs" },
        { "ListScalingConfigs", "PUT functions/NAME-f/scaling-config?qualifier=LATEST", """{"minInstances":1}""", "DELETE functions/NAME-f/scaling-config?qualifier=LATEST", "GET scaling-configs" },
        { "ListConcurrencyConfigs", "PUT functions/NAME-f/concurrency", """{"reservedConcurrency":1}""", "DELETE functions/NAME-f/concurrency", "GET concurrency-configs" },
        { "ListAsyncInvokeConfigs", "PUT functions/NAME-f/async-invoke-config?qualifier=LATEST", """{"maxAsyncRetryAttempts":1}""", "DELETE functions/NAME-f/async-invoke-config?qualifier=LATEST", "GET async-invoke-configs" },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task A_stale_list_of_Function_Compute_shows_what_was_and_the_next_one_what_is(string operation, string make, string body, string delete, string list)
    {
        await using var cloud = await Cloud.StartAsync();
        foreach (var name in new[] { "chat", "before-f", "after-f" })
            (await cloud.CreateAsync(name)).Ok();
        (await cloud.Client.FcAsync("POST", "functions/chat/versions", new JsonObject())).Ok();
        (await SendAsync(cloud, make, body, "before")).Ok();
        cloud.Clock.Advance(TimeSpan.FromSeconds(10));
        (await SendAsync(cloud, delete, "", "before")).Ok();
        (await SendAsync(cloud, make, body, "after")).Ok();
        cloud.Server.Faults.Add(new FaultRule { Service = "fc", Operation = operation, Mode = FaultMode.StaleList, StaleSeconds = 5, Count = 1 });

        AssertShows("before", "after", (await SendAsync(cloud, list, "", "")).Ok().Text);
        AssertShows("after", "before", (await SendAsync(cloud, list, "", "")).Ok().Text);
    }

    [Theory]
    [InlineData("ListPrometheusAlertRules")]
    [InlineData("GetAlertRules")]
    [InlineData("ListGrafanaWorkspace")]
    [InlineData("ListTagResources")]
    [InlineData("ListPrometheusInstances")]
    [InlineData("ListPrometheusInstanceByTagAndResourceGroupId")]
    public async Task A_stale_list_of_ARMS_shows_what_was_and_the_next_one_what_is(string operation)
    {
        await using var cloud = await Cloud.StartAsync();
        var cluster = await ArmsTests.CreateAsync(cloud);
        var before = await MakeAsync(cloud, operation, cluster, "before");
        cloud.Clock.Advance(TimeSpan.FromSeconds(10));
        await DeleteAsync(cloud, operation, cluster, before);
        await MakeAsync(cloud, operation, cluster, "after");
        cloud.Server.Faults.Add(new FaultRule { Service = "arms", Operation = operation, Mode = FaultMode.StaleList, StaleSeconds = 5, Count = 1 });
        Task<Reply> ListAsync() => cloud.Client.ArmsAsync(operation, ("ClusterId", operation == "ListPrometheusAlertRules" ? cluster : ""), ("ShowGlobalView", "false"), ("ResourceType", "PROMETHEUS"));

        AssertShows("before", "after", (await ListAsync()).Ok().Text);
        AssertShows("after", "before", (await ListAsync()).Ok().Text);
    }

    [Theory]
    [InlineData("ListObjects", "/models/")]
    [InlineData("ListObjectsV2", "/models/?list-type=2")]
    public async Task A_stale_list_of_OSS_shows_what_was_and_the_next_one_what_is(string operation, string list)
    {
        await using var cloud = await Cloud.StartAsync();
        cloud.World.Buckets.Write("1234567890123456", "models", "before", new byte[] { 1 });
        cloud.Clock.Advance(TimeSpan.FromSeconds(10));
        (await cloud.Client.OssAsync("DELETE", "/models/before")).Ok();
        (await cloud.Client.OssAsync("PUT", "/models/after", [1])).Ok();
        cloud.Server.Faults.Add(new FaultRule { Operation = operation, Mode = FaultMode.StaleList, StaleSeconds = 5, Count = 1 });

        AssertShows("<Key>before", "<Key>after", (await cloud.Client.OssAsync("GET", list)).Ok().Text);
        AssertShows("<Key>after", "<Key>before", (await cloud.Client.OssAsync("GET", list)).Ok().Text);
    }

    [Fact]
    public void Every_list_that_a_rule_may_name_is_tried_here()
    {
        IEnumerable<string> tried = [.. Lists.Select(row => row.Data.Item1), "ListPrometheusAlertRules", "GetAlertRules", "ListGrafanaWorkspace", "ListTagResources", "ListPrometheusInstances", "ListPrometheusInstanceByTagAndResourceGroupId", "ListObjects", "ListObjectsV2"];

        Assert.Equal(StaleLists.Known.Order(StringComparer.Ordinal), tried.Distinct().Order(StringComparer.Ordinal));
    }

    private static void AssertShows(string there, string gone, string text)
    {
        Assert.Contains(there, text, StringComparison.Ordinal);
        Assert.DoesNotContain(gone, text, StringComparison.Ordinal);
    }

    private static Task<Reply> SendAsync(Cloud cloud, string call, string body, string name)
    {
        string Filled(string text) => text.Replace("NAME", name, StringComparison.Ordinal).Replace("ARN", "acs:fc:cn-hangzhou:1234567890123456:functions/chat", StringComparison.Ordinal);
        var target = Filled(call.Split(' ')[1]).Replace("acs:fc:cn-hangzhou:1234567890123456:functions/chat", "acs%3Afc%3Acn-hangzhou%3A1234567890123456%3Afunctions%2Fchat", StringComparison.Ordinal);
        return cloud.Client.FcAsync(call.Split(' ')[0], target, body.Length > 0 ? JsonNode.Parse(Filled(body)) : null);
    }

    private static async Task<string> MakeAsync(Cloud cloud, string operation, string cluster, string name)
    {
        switch (operation)
        {
            case "ListPrometheusAlertRules":
                return (await cloud.Client.ArmsAsync("CreatePrometheusAlertRule", ("ClusterId", cluster), ("AlertName", name), ("Expression", "up"), ("Duration", "1"), ("Message", "m"))).Ok().Json["PrometheusAlertRule"]!["AlertId"]!.ToString();
            case "GetAlertRules":
                return (await cloud.Client.ArmsAsync("CreateOrUpdateAlertRule", ("ClusterId", cluster), ("AlertName", name), ("AlertType", "PROMETHEUS_MONITORING_ALERT_RULE"), ("PromQL", "up"), ("Duration", "1"))).Ok().Json["AlertRule"]!["AlertId"]!.ToString();
            case "ListGrafanaWorkspace":
                return (await cloud.Client.ArmsAsync("CreateGrafanaWorkspace", ("GrafanaWorkspaceName", name), ("GrafanaWorkspaceEdition", "standard"), ("GrafanaVersion", "10.0.x"))).Ok().Json["Data"]!["grafanaWorkspaceId"]!.ToString();
            case "ListTagResources":
                (await cloud.Client.ArmsAsync("TagResources", ("ResourceType", "PROMETHEUS"), ("ResourceId.1", cluster), ("Tag.1.Key", name), ("Tag.1.Value", "v"))).Ok();
                return name;
            default:
                return (await cloud.Client.ArmsAsync("CreatePrometheusInstance", ("ClusterType", "remote-write"), ("ClusterName", name))).Ok().Json["Data"]!.ToString();
        }
    }

    private static async Task DeleteAsync(Cloud cloud, string operation, string cluster, string id) => (operation switch
    {
        "ListPrometheusAlertRules" => await cloud.Client.ArmsAsync("DeletePrometheusAlertRule", ("AlertId", id)),
        "GetAlertRules" => await cloud.Client.ArmsAsync("DeleteAlertRule", ("AlertId", id)),
        "ListGrafanaWorkspace" => await cloud.Client.ArmsAsync("DeleteGrafanaWorkspace", ("GrafanaWorkspaceId", id)),
        "ListTagResources" => await cloud.Client.ArmsAsync("UntagResources", ("ResourceType", "PROMETHEUS"), ("ResourceId.1", cluster), ("TagKey.1", id)),
        _ => await cloud.Client.ArmsAsync("UninstallPromCluster", ("ClusterId", id)),
    }).Ok();
}
