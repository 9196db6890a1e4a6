using System.Text.Json;
using System.Text.Json.Nodes;
using Sonde.Emulator.Faults;

namespace Sonde.Emulator.Tests;

public sealed class HostileFaultTests
{
    [Theory]
    [InlineData("fc:CreateFunction", "NoPermission", "the caller is not authorized to perform 'fc:CreateFunction' on resource '*'")]
    [InlineData("fc:Create*", "NoPermission", "the caller is not authorized to perform 'fc:CreateFunction' on resource '*'")]
    [InlineData("arms:CreatePrometheusInstance", "NoPermission", "You are not authorized to do this action. Resource: * Action: arms:CreatePrometheusInstance")]
    [InlineData("oss:PutObject", "AccessDenied", "You have no permission to perform this action. Action: oss:PutObject")]
    [InlineData("sts:GetCallerIdentity", "NoPermission", "You are not authorized to do this action. Resource: * Action: sts:GetCallerIdentity")]
    public async Task A_denied_action_is_named_in_the_words_of_its_service(string action, string code, string message)
    {
        await using var cloud = await Cloud.StartAsync();
        cloud.World.Buckets.Write("1234567890123456", "models", "q", new byte[] { 1 });
        cloud.Server.Faults.Add(new FaultRule { Action = action, Mode = FaultMode.Deny });

        var refused = action[..action.IndexOf(':', StringComparison.Ordinal)] switch
        {
            "fc" => await cloud.CreateAsync("chat"),
            "arms" => await cloud.Client.ArmsAsync("CreatePrometheusInstance", ("ClusterType", "remote-write"), ("ClusterName", "n")),
            "oss" => await cloud.Client.OssAsync("PUT", "/models/mine", [1]),
            _ => await cloud.Client.RpcAsync("2015-04-01", "GetCallerIdentity"),
        };

        Assert.Equal((403, code), refused.Error);
        Assert.Contains(message, refused.Text.Replace("\\u0027", "'", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_denied_action_leaves_the_operations_of_other_actions_alone()
    {
        await using var cloud = await Cloud.StartAsync();
        cloud.World.Buckets.Write("1234567890123456", "models", "q", new byte[] { 1 });
        cloud.Server.Faults.Add(new FaultRule { Action = "oss:GetObject", Mode = FaultMode.Deny });

        Assert.Equal(403, (await cloud.Client.OssAsync("HEAD", "/models/q")).Status);
        Assert.Equal(200, (await cloud.Client.OssAsync("GET", "/models/?list-type=2")).Status);
    }

    [Theory]
    [InlineData("fc", 403, "InvalidSecurityToken.Expired")]
    [InlineData("oss", 403, "SecurityTokenExpired")]
    [InlineData("arms", 403, "InvalidSecurityToken.Expired")]
    public async Task A_token_expires_when_a_rule_says_so(string service, int status, string code)
    {
        await using var cloud = await Cloud.StartAsync();
        cloud.Server.Faults.Add(new FaultRule { Service = service, Mode = FaultMode.ExpiredToken, Count = 1 });

        var refused = await CallAsync(cloud, service);

        Assert.Equal((status, code), refused.Error);
        Assert.NotEqual(403, (await CallAsync(cloud, service)).Status);
    }

    [Theory]
    [InlineData("fc", 429, null, "Throttling.User", null, null)]
    [InlineData("fc", 429, 3, "Throttling.User", "x-acs-retry-after", "3000")]
    [InlineData("arms", 429, 3, "Throttling.User", "x-acs-retry-after", "3000")]
    [InlineData("oss", 503, 3, "ServiceUnavailable", "retry-after", "3")]
    [InlineData("oss", 500, null, "InternalError", null, null)]
    [InlineData("fc", 500, null, "InternalServerError", null, null)]
    public async Task A_status_is_worded_as_the_service_does_and_says_how_long_to_wait_when_told_to(string service, int status, int? retryAfter, string code, string? header, string? wait)
    {
        await using var cloud = await Cloud.StartAsync();
        cloud.Server.Faults.Add(new FaultRule { Service = service, Status = status, RetryAfter = retryAfter });

        var refused = await CallAsync(cloud, service);

        Assert.Equal((status, code), refused.Error);
        Assert.Equal(wait, header is null ? null : refused.Headers.GetValueOrDefault(header));
        Assert.Equal(header is not null, refused.Headers.Keys.Any(name => name.EndsWith("retry-after", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_length_that_promises_too_much_breaks_the_answer()
    {
        await using var cloud = await Cloud.StartAsync();
        cloud.Server.Faults.Add(new FaultRule { Operation = "CreateFunction", Mode = FaultMode.WrongLength, LengthOff = 100, Count = 1 });

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => cloud.CreateAsync("chat"));

        Assert.Equal(200, (await cloud.Client.FcAsync("GET", "functions/chat")).Status);
    }

    [Fact]
    public async Task A_length_that_promises_too_little_cuts_the_answer()
    {
        await using var cloud = await Cloud.StartAsync();
        cloud.Server.Faults.Add(new FaultRule { Operation = "CreateFunction", Mode = FaultMode.WrongLength, LengthOff = -10, Count = 1 });

        var cut = await cloud.CreateAsync("chat");

        Assert.Equal(200, cut.Status);
        Assert.ThrowsAny<JsonException>(() => cut.Json);
        Assert.Equal(200, (await cloud.Client.FcAsync("GET", "functions/chat")).Status);
    }

    [Fact]
    public async Task A_stale_list_shows_functions_as_they_were()
    {
        await using var cloud = await Cloud.StartAsync();
        (await cloud.CreateAsync("deleted")).Ok();
        (await cloud.CreateAsync("changed", f => f["description"] = "before")).Ok();
        cloud.Clock.Advance(TimeSpan.FromSeconds(10));
        (await cloud.Client.FcAsync("DELETE", "functions/deleted")).Ok();
        (await cloud.Client.FcAsync("PUT", "functions/changed", new JsonObject { ["description"] = "after" })).Ok();
        (await cloud.CreateAsync("created")).Ok();
        cloud.Server.Faults.Add(new FaultRule { Operation = "ListFunctions", Mode = FaultMode.StaleList, StaleSeconds = 5, Count = 1 });

        Assert.Equal(["changed before", "deleted "], await ListedAsync(cloud));
        Assert.Equal(["changed after", "created "], await ListedAsync(cloud));
    }

    [Fact]
    public async Task A_stale_list_shows_objects_as_they_were()
    {
        await using var cloud = await Cloud.StartAsync();
        cloud.World.Buckets.Write("1234567890123456", "models", "deleted", new byte[] { 1, 2 });
        cloud.Clock.Advance(TimeSpan.FromSeconds(10));
        (await cloud.Client.OssAsync("DELETE", "/models/deleted")).Ok();
        (await cloud.Client.OssAsync("PUT", "/models/created", [1])).Ok();
        cloud.Server.Faults.Add(new FaultRule { Operation = "ListObjectsV2", Mode = FaultMode.StaleList, StaleSeconds = 5, Count = 1 });

        var stale = (await cloud.Client.OssAsync("GET", "/models/?list-type=2")).Ok().Xml;
        var fresh = (await cloud.Client.OssAsync("GET", "/models/?list-type=2")).Ok().Xml;

        Assert.Equal(("deleted", "2"), (stale.Element("Contents")!.Element("Key")!.Value, stale.Element("Contents")!.Element("Size")!.Value));
        Assert.Equal("created", Assert.Single(fresh.Elements("Contents")).Element("Key")!.Value);
    }

    [Fact]
    public async Task A_stale_list_shows_instances_as_they_were()
    {
        await using var cloud = await Cloud.StartAsync();
        var id = await ArmsTests.CreateAsync(cloud);
        cloud.Clock.Advance(TimeSpan.FromSeconds(10));
        (await cloud.Client.ArmsAsync("UninstallPromCluster", ("ClusterId", id))).Ok();
        cloud.Server.Faults.Add(new FaultRule { Operation = "ListPrometheusInstanceByTagAndResourceGroupId", Mode = FaultMode.StaleList, StaleSeconds = 5, Count = 1 });

        Assert.Equal([id], await InstancesAsync(cloud));
        Assert.Empty(await InstancesAsync(cloud));
    }

    private static Task<Reply> CallAsync(Cloud cloud, string service) => service switch
    {
        "fc" => cloud.Client.FcAsync("GET", "functions"),
        "oss" => cloud.Client.OssAsync("GET", "/models/?list-type=2"),
        _ => cloud.Client.ArmsAsync("ListPrometheusInstances", ("ShowGlobalView", "false")),
    };

    private static async Task<IEnumerable<string>> ListedAsync(Cloud cloud) =>
        (await cloud.Client.FcAsync("GET", "functions")).Ok().Json["functions"]!.AsArray().Select(one => $"{one!["functionName"]} {one["description"]}");

    private static async Task<IEnumerable<string>> InstancesAsync(Cloud cloud) =>
        (await cloud.Client.ArmsAsync("ListPrometheusInstanceByTagAndResourceGroupId")).Ok().Json["Data"]!["PrometheusInstances"]!.AsArray().Select(one => one!["ClusterId"]!.GetValue<string>());
}
