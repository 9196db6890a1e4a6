using System.Text.Json.Nodes;
using Sonde.Emulator.Http;

namespace Sonde.Emulator.Arms;

/// <summary>An instance as the operations answer it (arms.md 2). Its URLs lead to this emulator.</summary>
internal static class InstanceView
{
    public const string PathPrefix = "/prometheus/";

    public static JsonObject Whole(PrometheusInstance instance, EmulatorWorld world)
    {
        var ready = world.Clock.GetUtcNow() >= instance.Created + world.Habits.InstanceReadyAfter;
        var url = $"{world.BaseUrl}{PathPrefix}{instance.ClusterId}";
        string At(string path) => ready ? url + path : "";
        return new()
        {
            ["ClusterId"] = instance.ClusterId,
            ["ClusterName"] = instance.ClusterName,
            ["ClusterType"] = instance.ClusterType,
            ["RegionId"] = world.Options.Region,
            ["UserId"] = instance.AccountId,
            ["ResourceGroupId"] = instance.ResourceGroupId,
            ["ResourceType"] = "PROMETHEUS",
            ["Product"] = "arms",
            ["Version"] = "V2",
            ["DbInstanceStatus"] = ready ? "RUNNING" : "CREATING",
            ["AccessType"] = "readWrite",
            ["PaymentType"] = instance.PaymentType,
            ["PaymentTypeUpdateTime"] = (instance.PaymentChanged ?? instance.Created).ToUnixTimeMilliseconds(),
            ["StorageDuration"] = instance.StorageDuration,
            ["ArchiveDuration"] = instance.ArchiveDuration,
            ["GrafanaInstanceId"] = instance.GrafanaInstanceId,
            ["VpcId"] = "",
            ["VSwitchId"] = "",
            ["SecurityGroupId"] = "",
            ["SubClustersJson"] = "",
            ["ExtraInfo"] = "",
            ["Tags"] = Tags(instance, world.Habits),
            ["SupportAuthTypes"] = new JsonArray("Basic", "Token", "Free"),
            ["AuthToken"] = instance.EnableAuthToken ? instance.AuthToken : "",
            // A text here, a boolean in the update (arms.md 2, trap 8).
            ["EnableAuthToken"] = instance.EnableAuthToken ? "true" : "false",
            ["EnableAuthFreeRead"] = instance.EnableAuthFreeRead,
            ["EnableAuthFreeWrite"] = instance.EnableAuthFreeWrite,
            ["AuthFreeReadPolicy"] = instance.AuthFreeReadPolicy,
            ["AuthFreeWritePolicy"] = instance.AuthFreeWritePolicy,
            ["RemoteWriteInterUrl"] = At("/api/v3/write"),
            ["RemoteWriteIntraUrl"] = At("/api/v3/write"),
            ["RemoteReadInterUrl"] = At("/api/v1/read"),
            ["RemoteReadIntraUrl"] = At("/api/v1/read"),
            ["HttpApiInterUrl"] = At(""),
            ["HttpApiIntraUrl"] = At(""),
            ["PushGatewayInterUrl"] = At("/api/v2"),
            ["PushGatewayIntraUrl"] = At("/api/v2"),
            ["OpenTelemetryInterUrl"] = At("/api/v1/otlp/v1/metrics"),
            ["OpenTelemetryIntraUrl"] = At("/api/v1/otlp/v1/metrics"),
        };
    }

    /// <summary>camelCase members, and a type of another name: so the plain list does.</summary>
    public static JsonObject Short(PrometheusInstance instance, string region) => new()
    {
        ["clusterId"] = instance.ClusterId,
        ["clusterName"] = instance.ClusterName,
        ["clusterType"] = instance.ClusterType == "remote-write" ? "remote-write-prometheus" : instance.ClusterType,
        ["regionId"] = region,
        ["createTime"] = Times.Seconds(instance.Created),
    };

    /// <summary>In no order, with one of the platform's own when those are on.</summary>
    private static JsonArray Tags(PrometheusInstance instance, Habits habits) =>
        [.. instance.Tags.Concat(habits.SystemTags ? [KeyValuePair.Create("acs:rm:rgId", instance.ResourceGroupId)] : []).OrderByDescending(tag => tag.Key, StringComparer.Ordinal).Select(tag => (JsonNode)new JsonObject { ["TagKey"] = tag.Key, ["TagValue"] = tag.Value })];
}
