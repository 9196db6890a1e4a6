namespace Sonde.Operator.Api;

/// <summary>The bucket through which agent and configuration reach the instances.</summary>
[Rule("has(self.prefix) == has(oldSelf.prefix) && (!has(self.prefix) || self.prefix == oldSelf.prefix)", "prefix is immutable: functions mount it")]
public sealed record PipelineArtifacts
{
    /// <summary>Mount path when <see cref="MountPath"/> is absent.</summary>
    public const string DefaultMountPath = "/mnt/sonde";

    /// <summary>Bucket in the account's region.</summary>
    [Required, BucketName, Rule("self == oldSelf", "bucket is immutable: functions mount it")]
    public string Bucket { get; set; } = "";

    /// <summary>Folder in the bucket, without a leading slash; only what lies below it is ever touched. sonde/NAMESPACE/NAME when absent.</summary>
    [Length(255, Min = 1), Pattern("^[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*/?$"), Rule("!self.contains('..')", "prefix must not contain ..")]
    public string? Prefix { get; set; }

    /// <summary>Address of object storage as the function instance reaches it; the region's internal one when absent.</summary>
    [HttpUrl]
    public string? Endpoint { get; set; }

    /// <summary>Where instances see the folder, read-only. /mnt/sonde when absent.</summary>
    [MountPath]
    public string? MountPath { get; set; }

    /// <summary>Never (an absent bucket is Reconciling/DependencyNotFound) or IfMissing (created private, never deleted). Never when absent.</summary>
    public BucketCreation? CreateBucket { get; set; }

    /// <summary>Key, below the prefix, of your own otelcol-contrib binary (linux/amd64); with collector OpenTelemetryCollector only.</summary>
    [Length(255, Min = 1), Pattern("^[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*$"), Rule("!self.contains('..')", "collectorKey must not contain ..")]
    public string? CollectorKey { get; set; }
}
