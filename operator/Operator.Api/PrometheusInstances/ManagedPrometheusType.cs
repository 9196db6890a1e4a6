namespace Sonde.Operator.Api;

/// <summary>Type of a managed instance.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ManagedPrometheusType>))]
public enum ManagedPrometheusType
{
    /// <summary>Receives samples by remote write.</summary>
    RemoteWrite,

    /// <summary>One query over several instances.</summary>
    GlobalView,
}
