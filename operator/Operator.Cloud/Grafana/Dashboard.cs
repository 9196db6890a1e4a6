using System.Text.Json.Serialization;
using Sonde.Operator.Cloud.Http;

namespace Sonde.Operator.Cloud.Grafana;

/// <summary>A ready-made dashboard.</summary>
public sealed record Dashboard
{
    /// <summary>Grafana's id of it, stable over versions; null when not stated.</summary>
    public string? Uid { get; init; }

    /// <summary>Number of it, as text.</summary>
    [JsonConverter(typeof(LooseText))]
    public string? Id { get; init; }

    /// <summary>Title.</summary>
    public string? Title { get; init; }

    /// <summary>Name.</summary>
    public string? Name { get; init; }

    /// <summary>Where it is shown, https.</summary>
    [JsonPropertyName("HttpsUrl")]
    public string? SecureAddress { get; init; }

    /// <summary>Where it is shown.</summary>
    [JsonPropertyName("Url")]
    public string? Address { get; init; }

    /// <summary>What it is of, e.g. an exporter.</summary>
    public string? Type { get; init; }

    /// <summary>Version of the dashboard.</summary>
    [JsonConverter(typeof(LooseText))]
    public string? Version { get; init; }
}
