using System.Text.Json.Nodes;

namespace Sonde.Emulator.FunctionCompute;

/// <summary>A bucket prefix that an instance sees as a directory.</summary>
/// <param name="BucketPath">Begins with <c>/</c>; <c>/</c> alone is the whole bucket.</param>
/// <param name="MountDir">Absolute path in the instance.</param>
public sealed record OssMount(string BucketName, string BucketPath, string Endpoint, string MountDir, bool ReadOnly)
{
    /// <summary>Prefix of the keys below the mount: empty, or ending in <c>/</c>.</summary>
    public string KeyPrefix => BucketPath.Trim('/') is { Length: > 0 } path ? path + "/" : "";

    internal static OssMount From(JsonObject point) => new(
        Text(point, "bucketName"),
        Text(point, "bucketPath") is { Length: > 0 } path ? path : "/",
        Text(point, "endpoint"),
        Text(point, "mountDir"),
        point["readOnly"]?.GetValue<bool>() ?? false);

    private static string Text(JsonObject point, string name) => point[name]?.GetValue<string>() ?? "";
}
