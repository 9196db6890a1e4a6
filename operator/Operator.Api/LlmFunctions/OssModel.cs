namespace Sonde.Operator.Api;

/// <summary>A folder of a bucket.</summary>
public sealed record OssModel
{
    /// <summary>Bucket in the account's region.</summary>
    [Required, BucketName]
    public string Bucket { get; set; } = "";

    /// <summary>Folder, with a leading slash; / is the whole bucket.</summary>
    [Required, Length(255, Min = 1), Pattern("^/.*$")]
    public string Path { get; set; } = "";

    /// <summary>Address of object storage as the instance reaches it; the region's internal one when absent.</summary>
    [HttpUrl]
    public string? Endpoint { get; set; }
}
