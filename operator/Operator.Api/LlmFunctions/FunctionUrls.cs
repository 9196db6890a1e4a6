namespace Sonde.Operator.Api;

/// <summary>Where a function is called.</summary>
public sealed record FunctionUrls
{
    /// <summary>From the internet.</summary>
    [Length(1024)]
    public string? Public { get; set; }

    /// <summary>Inside the VPC.</summary>
    [Length(1024)]
    public string? Internal { get; set; }
}
