namespace Sonde.Operator.Api;

/// <summary>Whether a condition holds.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ConditionStatus>))]
public enum ConditionStatus
{
    /// <summary>It could not be found out.</summary>
    Unknown,

    /// <summary>It holds.</summary>
    True,

    /// <summary>It does not hold.</summary>
    False,
}
