using System.Text.Json.Nodes;

namespace Sonde.Emulator.Tests;

public sealed class ArmsTests
{
    [Fact]
    public async Task An_instance_is_created_found_by_tag_changed_and_uninstalled()
    {
        await using var cloud = await Cloud.StartAsync();
        var id = await CreateAsync(cloud);

        var found = (await cloud.Client.ArmsAsync("ListPrometheusInstanceByTagAndResourceGroupId", ("Tag.1.Key", "uid"), ("Tag.1.Value", "8b5f"))).Ok().Json;
        Assert.Equal("200", found["Code"]!.GetValue<string>());
        Assert.Equal(id, found["Data"]!["PrometheusInstances"]![0]!["ClusterId"]!.GetValue<string>());

        (await cloud.Client.ArmsAsync("UpdatePrometheusInstance", ("ClusterId", id), ("StorageDuration", "180"), ("EnableAuthToken", "true"))).Ok();
        var data = (await cloud.Client.ArmsAsync("GetPrometheusInstance", ("ClusterId", id))).Ok().Json["Data"]!;
        Assert.Equal((180, "true", 0), (data["StorageDuration"]!.GetValue<int>(), data["EnableAuthToken"]!.GetValue<string>(), data["ArchiveDuration"]!.GetValue<int>()));
        Assert.Equal($"{cloud.World.BaseUrl}/prometheus/{id}/api/v3/write", data["RemoteWriteInterUrl"]!.GetValue<string>());

        Assert.Equal("true", (await cloud.Client.ArmsAsync("UninstallPromCluster", ("ClusterId", id))).Ok().Json["Data"]!.GetValue<string>());
        Assert.Equal((404, "404"), (await cloud.Client.ArmsAsync("GetPrometheusInstance", ("ClusterId", id))).Error);
    }

    [Fact]
    public async Task The_plain_list_is_JSON_text_with_a_type_of_another_name()
    {
        await using var cloud = await Cloud.StartAsync();
        var id = await CreateAsync(cloud);

        var data = (await cloud.Client.ArmsAsync("ListPrometheusInstances", ("ShowGlobalView", "false"))).Ok().Json["Data"]!.GetValue<string>();

        var only = Assert.Single(JsonNode.Parse(data)!.AsArray())!;
        Assert.Equal((id, "remote-write-prometheus"), (only["clusterId"]!.GetValue<string>(), only["clusterType"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Not_found_may_come_inside_of_200()
    {
        await using var cloud = await Cloud.StartAsync();
        cloud.World.Arms.NotFoundInside200 = true;

        var reply = (await cloud.Client.ArmsAsync("GetPrometheusInstance", ("ClusterId", "absent"))).Ok().Json;

        Assert.Equal((404, false), (reply["Code"]!.GetValue<int>(), reply["Success"]!.GetValue<bool>()));
    }

    [Fact]
    public async Task Parameters_may_come_in_a_form()
    {
        await using var cloud = await Cloud.StartAsync();

        var reply = await cloud.Client.FormAsync("2019-08-08", "CreatePrometheusInstance", ("RegionId", "cn-hangzhou"), ("ClusterType", "remote-write"), ("ClusterName", "a b&c"));

        var instance = cloud.World.Arms.Instances[reply.Ok().Json["Data"]!.GetValue<string>()];
        Assert.Equal("a b&c", instance.ClusterName);
    }

    [Theory]
    [InlineData("ClusterType", "", "MissingClusterType")]
    [InlineData("ClusterName", "", "MissingClusterName")]
    [InlineData("ClusterType", "local", "InvalidParameter")]
    [InlineData("Duration", "77", "InvalidParameter")]
    [InlineData("PaymentType", "PREPAY", "InvalidParameter")]
    public async Task A_bad_create_is_refused(string parameter, string value, string code)
    {
        await using var cloud = await Cloud.StartAsync();
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal) { ["ClusterType"] = "remote-write", ["ClusterName"] = "n", [parameter] = value };

        var reply = await cloud.Client.ArmsAsync("CreatePrometheusInstance", [.. parameters.Select(pair => (pair.Key, pair.Value))]);

        Assert.Equal((400, code), reply.Error);
        Assert.Equal("arms.cn-hangzhou.aliyuncs.com", reply.Json["HostId"]!.GetValue<string>());
    }

    [Fact]
    public async Task Another_region_is_refused()
    {
        await using var cloud = await Cloud.StartAsync();

        Assert.Equal((400, "InvalidRegionId"), (await cloud.Client.RpcAsync("2019-08-08", "GetPrometheusApiToken", ("RegionId", "cn-beijing"))).Error);
    }

    [Fact]
    public async Task The_caller_is_told_who_it_is()
    {
        await using var cloud = await Cloud.StartAsync();

        Assert.Equal("1234567890123456", (await cloud.Client.RpcAsync("2015-04-01", "GetCallerIdentity")).Ok().Json["AccountId"]!.GetValue<string>());
    }

    [Fact]
    public async Task Credentials_of_a_role_work_until_they_expire()
    {
        await using var cloud = await Cloud.StartAsync();
        var reply = await cloud.Client.RpcAsync("2015-04-01", "AssumeRole", ("RoleArn", "acs:ram::1234567890123456:role/fc-llm"), ("RoleSessionName", "s"), ("DurationSeconds", "900"));
        var credentials = reply.Ok().Json["Credentials"]!;
        using var role = new SignedClient(cloud.Server.Url, cloud.Clock)
        {
            KeyId = credentials["AccessKeyId"]!.GetValue<string>(),
            Secret = credentials["AccessKeySecret"]!.GetValue<string>(),
            Token = credentials["SecurityToken"]!.GetValue<string>(),
        };

        Assert.Equal(200, (await role.FcAsync("GET", "functions")).Status);
        cloud.Clock.Advance(TimeSpan.FromSeconds(900));
        Assert.Equal((403, "InvalidSecurityToken.Expired"), (await role.FcAsync("GET", "functions")).Error);
    }

    internal static async Task<string> CreateAsync(Cloud cloud) => (await cloud.Client.ArmsAsync(
        "CreatePrometheusInstance", ("ClusterType", "remote-write"), ("ClusterName", "llm"), ("Duration", "90"), ("Tags.1.Key", "uid"), ("Tags.1.Value", "8b5f"))).Ok().Json["Data"]!.GetValue<string>();
}
