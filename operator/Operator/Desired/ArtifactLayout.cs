using Sonde.Operator.Api;

namespace Sonde.Operator.Desired;

/// <summary>Where a pipeline's objects lie: keys in the bucket, and the same as paths in an instance.</summary>
/// <remarks>The agent's key holds its digest and is never overwritten; a configuration's key is stable, so that running agents see a change.</remarks>
internal sealed class ArtifactLayout
{
    public const string AgentFile = "sonde-agent";
    public const string CaFile = "ca-certificates.crt";
    private const string DigestPrefix = "sha256:";

    private readonly string _prefix;
    private readonly string _mountPath;

    public ArtifactLayout(MetricsPipeline pipeline)
    {
        var artifacts = pipeline.Spec.Artifacts;
        Bucket = artifacts.Bucket;
        _prefix = (artifacts.Prefix ?? $"sonde/{pipeline.Metadata.NamespaceProperty}/{pipeline.Metadata.Name}").Trim('/');
        _mountPath = (artifacts.MountPath ?? PipelineArtifacts.DefaultMountPath).TrimEnd('/');
    }

    public string Bucket { get; }

    /// <summary>Where instances see the prefix.</summary>
    public string MountPath => _mountPath;

    /// <summary>The prefix as a mount names it.</summary>
    public string BucketPath => $"/{_prefix}";

    /// <summary>Zero-byte object without which a mount fails, and the instance with it.</summary>
    public string MarkerKey => $"{_prefix}/";

    /// <summary>All configurations.</summary>
    public string ConfigPrefix => $"{_prefix}/config/";

    /// <summary>All agents.</summary>
    public string AgentPrefix => $"{_prefix}/agent/";

    public string AgentKey(string digest, string file) => $"{_prefix}/{AgentFolder(digest)}/{file}";

    public string AgentFolderInInstance(string digest) => $"{_mountPath}/{AgentFolder(digest)}";

    public string ConfigKey(string entityNamespace, string function) => $"{_prefix}/{ConfigFile(entityNamespace, function)}";

    public string ConfigInInstance(string entityNamespace, string function) => $"{_mountPath}/{ConfigFile(entityNamespace, function)}";

    private static string AgentFolder(string digest) =>
        $"agent/{(digest.StartsWith(DigestPrefix, StringComparison.Ordinal) ? digest[DigestPrefix.Length..] : digest)}";

    private static string ConfigFile(string entityNamespace, string function) => $"config/{entityNamespace}/{function}.yaml";
}
