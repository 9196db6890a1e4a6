namespace Sonde.Operator.Api;

/// <summary>The account, region and credentials that an object works with.</summary>
public sealed record AccountRef
{
    /// <summary>Kind of the account; CloudAccount when absent.</summary>
    public AccountKind? Kind { get; set; }

    /// <summary>Name of the account in this namespace.</summary>
    [Required, DnsLabel]
    public string Name { get; set; } = "";
}
