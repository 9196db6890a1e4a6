namespace Sonde.Operator.Api;

/// <summary>The program that collects in the instance.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CollectorKind>))]
public enum CollectorKind
{
    /// <summary>Sonde's agent.</summary>
    Sonde,

    /// <summary>The user's own OpenTelemetry Collector binary.</summary>
    OpenTelemetryCollector,
}
