namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>One OSS mount. The path must exist as an object that ends in a slash, else instances do not start.</summary>
public sealed record OssMountPoint : WireObject
{
    /// <summary>Bucket.</summary>
    public string? BucketName { get; init; }

    /// <summary>Begins with a slash; <c>/</c> is the whole bucket.</summary>
    public string? BucketPath { get; init; }

    /// <summary>Full URL, e.g. <c>http://oss-cn-hangzhou-internal.aliyuncs.com</c>.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Where it appears, absolute.</summary>
    public string? MountDir { get; init; }

    /// <summary>True: not writable.</summary>
    public bool? ReadOnly { get; init; }
}
