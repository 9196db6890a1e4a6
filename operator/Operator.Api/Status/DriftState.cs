namespace Sonde.Operator.Api;

/// <summary>Whether the cloud agrees with the spec.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DriftState>))]
public enum DriftState
{
    /// <summary>Not compared yet.</summary>
    Unknown,

    /// <summary>Every declared field agrees.</summary>
    InSync,

    /// <summary>At least one declared field differs.</summary>
    Drifted,
}
