using System.Text.Json.Serialization;
using Sonde.Operator.Cloud.Http;

namespace Sonde.Operator.Cloud.Grafana;

/// <summary>A workspace as the service tells it. Its members are in camelCase inside an answer that is in PascalCase.</summary>
public sealed record GrafanaWorkspace
{
    /// <summary>Id, <c>grafana-cn-…</c>.</summary>
    [JsonPropertyName("grafanaWorkspaceId")]
    public string Id { get; init; } = "";

    /// <summary>Display name.</summary>
    [JsonPropertyName("grafanaWorkspaceName")]
    public string? Name { get; init; }

    /// <summary>Edition, as in <see cref="NewGrafanaWorkspace.Edition"/>.</summary>
    [JsonPropertyName("grafanaWorkspaceEdition")]
    public string? Edition { get; init; }

    /// <summary>Version of Grafana.</summary>
    [JsonPropertyName("grafanaVersion")]
    public string? Version { get; init; }

    /// <summary>Host of its pages, without a scheme.</summary>
    [JsonPropertyName("grafanaWorkspaceDomain")]
    public string? Domain { get; init; }

    /// <summary><c>http</c> or <c>https</c>.</summary>
    [JsonPropertyName("protocol")]
    public string? Protocol { get; init; }

    /// <summary><c>Running</c> when it can be used; <c>Starting</c> before; <c>StartFailed</c>, <c>Stop</c>, <c>DeleteFailed</c> and others.</summary>
    [JsonPropertyName("status")]
    public string? Status { get; init; }

    /// <summary>Description.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>Region.</summary>
    [JsonPropertyName("regionId")]
    public string? RegionId { get; init; }

    /// <summary>Resource group.</summary>
    [JsonPropertyName("resourceGroupId")]
    public string? ResourceGroupId { get; init; }

    /// <summary>Account number.</summary>
    [JsonPropertyName("userId")]
    [JsonConverter(typeof(LooseText))]
    public string? UserId { get; init; }

    /// <summary>When it was made, in milliseconds of Unix time; 0 when not stated.</summary>
    [JsonPropertyName("gmtCreate")]
    [JsonConverter(typeof(LooseNumber))]
    public long CreatedMs { get; init; }

    /// <summary>When it ends, in milliseconds of Unix time; 0 when not stated.</summary>
    [JsonPropertyName("endTime")]
    [JsonConverter(typeof(LooseNumber))]
    public long EndMs { get; init; }

    /// <summary>Tags, those of the platform among them.</summary>
    [JsonPropertyName("tags")]
    public IReadOnlyList<GrafanaTag>? Tags { get; init; }
}
