namespace Sonde.Operator.Api;

/// <summary>A field that is being written.</summary>
public sealed record IntendedField
{
    /// <summary>The field, in spec terms.</summary>
    [Required, Length(512, Min = 1)]
    public string Path { get; set; } = "";

    /// <summary>HMAC of the value, keyed by this object's UID: should the operator die meanwhile, it tells whether what is in the cloud is ours.</summary>
    [Length(80)]
    public string? Hash { get; set; }
}
