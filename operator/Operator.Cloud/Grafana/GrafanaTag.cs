using System.Text.Json.Serialization;

namespace Sonde.Operator.Cloud.Grafana;

/// <summary>A tag as a workspace answers it: the members' names differ from those that it is asked with.</summary>
/// <param name="Key">Key.</param>
/// <param name="Value">Value.</param>
public sealed record GrafanaTag(
    [property: JsonPropertyName("key")] string Key,
    [property: JsonPropertyName("value")] string Value);
