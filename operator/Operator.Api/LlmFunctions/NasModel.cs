namespace Sonde.Operator.Api;

/// <summary>A folder of a file system.</summary>
public sealed record NasModel
{
    /// <summary>Host of the mount target.</summary>
    [Required, Length(255, Min = 1)]
    public string ServerAddress { get; set; } = "";

    /// <summary>Folder, with a leading slash.</summary>
    [Required, Length(255, Min = 1), Pattern("^/.*$")]
    public string Path { get; set; } = "";
}
