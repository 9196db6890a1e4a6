using System.Text.Json.Nodes;

namespace Sonde.Emulator.Arms;

/// <summary>A managed Grafana workspace (arms.md 5).</summary>
/// <param name="Tags">As sent: <c>[{"Key","Value"}]</c>.</param>
internal sealed record GrafanaWorkspace(string AccountId, string Id, string Name, string Edition, string Version, string Description, JsonArray Tags, DateTimeOffset Created, string ResourceGroupId)
{
    public bool HasTag(string key, string value) => Tags.Any(tag => $"{tag!["Key"]}" == key && $"{tag["Value"]}" == value);
}
