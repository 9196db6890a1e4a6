namespace Sonde.Operator.Api;

/// <summary>What to do when the cloud resource exists already.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AdoptionPolicy>))]
public enum AdoptionPolicy
{
    /// <summary>Refuse: Stalled/AlreadyExists.</summary>
    Never,

    /// <summary>Adopt what bears our owner tag for the same object.</summary>
    OwnedOnly,

    /// <summary>Adopt what equals the spec.</summary>
    IfEqual,

    /// <summary>Adopt, also from another owner.</summary>
    Always,
}
