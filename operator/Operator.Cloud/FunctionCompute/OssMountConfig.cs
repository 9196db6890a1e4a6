namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>OSS mounts; needs a role that may read.</summary>
public sealed record OssMountConfig : WireObject
{
    /// <summary>The form that clears.</summary>
    public static OssMountConfig Empty { get; } = new() { MountPoints = [] };

    /// <summary>Up to 5.</summary>
    public IReadOnlyList<OssMountPoint>? MountPoints { get; init; }
}
