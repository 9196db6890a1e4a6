namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>NAS mounts; needs a VPC.</summary>
public sealed record NasConfig : WireObject
{
    /// <summary>The form that clears.</summary>
    public static NasConfig Empty { get; } = new() { UserId = 0, GroupId = 0, MountPoints = [] };

    /// <summary>User id; send it explicitly, the default differs by client.</summary>
    public int? UserId { get; init; }

    /// <summary>Group id; send it explicitly.</summary>
    public int? GroupId { get; init; }

    /// <summary>Up to 5.</summary>
    public IReadOnlyList<NasMountPoint>? MountPoints { get; init; }
}
