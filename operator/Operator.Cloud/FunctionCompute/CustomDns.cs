namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>Name servers of a function.</summary>
public sealed record CustomDns : WireObject
{
    /// <summary>The form that clears.</summary>
    public static CustomDns Empty { get; } = new() { NameServers = [], Searches = [], DnsOptions = [] };

    /// <summary>Addresses.</summary>
    public IReadOnlyList<string>? NameServers { get; init; }

    /// <summary>Search domains.</summary>
    public IReadOnlyList<string>? Searches { get; init; }

    /// <summary>Options of resolv.conf.</summary>
    public IReadOnlyList<DnsOption>? DnsOptions { get; init; }
}
