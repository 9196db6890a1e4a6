namespace Sonde.Operator.Api;

/// <summary>One object in the artifacts bucket.</summary>
public sealed record PublishedArtifact
{
    /// <summary>Key in the bucket, prefix included.</summary>
    [Required, Length(512, Min = 1)]
    public string Key { get; set; } = "";

    /// <summary>SHA-256 of the content, as sha256:HEX.</summary>
    [Length(80)]
    public string? Digest { get; set; }

    /// <summary>Size in bytes.</summary>
    [Bounds(0)]
    public long? SizeBytes { get; set; }
}
