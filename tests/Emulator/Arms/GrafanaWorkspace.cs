using System.Text.Json.Nodes;

namespace Sonde.Emulator.Arms;

/// <summary>A managed Grafana workspace (arms.md 5).</summary>
internal sealed record GrafanaWorkspace(string AccountId, string Id, string Name, string Edition, string Version, string Description, JsonArray Tags, DateTimeOffset Created);
