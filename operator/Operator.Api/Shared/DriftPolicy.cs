namespace Sonde.Operator.Api;

/// <summary>What to do about drift.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DriftPolicy>))]
public enum DriftPolicy
{
    /// <summary>Put the declared value back.</summary>
    Correct,

    /// <summary>Show it, write nothing.</summary>
    Report,

    /// <summary>Do not compare.</summary>
    Ignore,
}
