namespace Sonde.Operator.Api;

/// <summary>What was done about a field that differs.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DriftAction>))]
public enum DriftAction
{
    /// <summary>The declared value was put back.</summary>
    Corrected,

    /// <summary>Shown only.</summary>
    Reported,

    /// <summary>On the ignore list.</summary>
    Ignored,

    /// <summary>Could not be put back; the condition says why.</summary>
    Blocked,
}
