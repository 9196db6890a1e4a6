namespace Sonde.Operator.Api;

/// <summary>Another object of the same namespace, by name.</summary>
public sealed record ObjectRef
{
    /// <summary>Name of the object in this namespace.</summary>
    [Required, DnsLabel]
    public string Name { get; set; } = "";
}
