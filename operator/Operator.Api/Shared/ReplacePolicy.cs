namespace Sonde.Operator.Api;

/// <summary>What to do when a change needs a new cloud resource.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReplacePolicy>))]
public enum ReplacePolicy
{
    /// <summary>Refuse: Stalled/ReplaceForbidden.</summary>
    Forbid,

    /// <summary>Delete and create.</summary>
    Recreate,
}
