namespace Sonde.Operator.Api;

/// <summary>The model's files: in OSS, on NAS, or in the image.</summary>
[Rule("[has(self.oss), has(self.nas), has(self.inImage) && self.inImage].filter(x, x).size() <= 1", "at most one model source")]
[Rule("!(has(self.oss) || has(self.nas)) || has(self.mountPath)", "oss and nas need mountPath")]
public sealed record ModelSpec
{
    /// <summary>Name of the model, for people and dashboards.</summary>
    [Required, Length(256, Min = 1)]
    public string Name { get; set; } = "";

    /// <summary>Where the instance sees the files, for example /mnt/qwen3.</summary>
    [MountPath]
    public string? MountPath { get; set; }

    /// <summary>A folder of a bucket, mounted read-only.</summary>
    public OssModel? Oss { get; set; }

    /// <summary>A folder of a file system; needs network.vpc.</summary>
    public NasModel? Nas { get; set; }

    /// <summary>The files are in the image; nothing is mounted.</summary>
    public bool? InImage { get; set; }
}
