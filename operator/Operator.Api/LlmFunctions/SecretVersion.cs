namespace Sonde.Operator.Api;

/// <summary>The version of a Secret's key that is in use.</summary>
public sealed record SecretVersion
{
    /// <summary>Name of the Secret.</summary>
    [Required, Length(253, Min = 1)]
    public string Name { get; set; } = "";

    /// <summary>Key in its data.</summary>
    [Required, Length(253, Min = 1)]
    public string Key { get; set; } = "";

    /// <summary>HMAC of the value, keyed by this object's UID.</summary>
    [Length(80)]
    public string? Hash { get; set; }
}
