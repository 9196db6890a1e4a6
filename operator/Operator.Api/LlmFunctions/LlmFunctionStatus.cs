namespace Sonde.Operator.Api;

/// <summary>The function, as it is.</summary>
public sealed record LlmFunctionStatus : CloudResourceStatus
{
    /// <summary>Name in Function Compute.</summary>
    [Length(64)]
    public string? FunctionName { get; set; }

    /// <summary>Image with the digest that instances run.</summary>
    [Length(600)]
    public string? ResolvedImage { get; set; }

    /// <summary>State in the cloud: Pending, Active, Failed, Inactive.</summary>
    [Length(64)]
    public string? CloudState { get; set; }

    /// <summary>Where the function is called.</summary>
    public FunctionUrls? Urls { get; set; }

    /// <summary>SHA-256 of the agent that its instances start, as sha256:HEX.</summary>
    [Length(80)]
    public string? ArtifactDigest { get; set; }

    /// <summary>Hash of the collector configuration that its instances should run.</summary>
    [Length(80)]
    public string? ConfigHash { get; set; }

    /// <summary>Provisioned instances.</summary>
    public ProvisionedStatus? Provisioned { get; set; }

    /// <summary>Which fields of the function were written from this object, so that one that is removed from the spec is cleared in the cloud. Without it nothing is cleared.</summary>
    public AppliedStatus? Applied { get; set; }

    /// <summary>Versions of Secrets that are in use, as HMACs.</summary>
    [Items(100), MapList("name", "key")]
    public List<SecretVersion>? SecretVersions { get; set; }
}
