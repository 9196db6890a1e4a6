using Sonde.Operator.Api;

namespace Sonde.Operator.Desired;

/// <summary>The pipeline that watches a function, as far as it is published.</summary>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="AgentDigest">Digest of the agent that the function is to mount.</param>
/// <param name="NewestDigest">Digest of the agent that is published now; another one while the rollout waits for the next update.</param>
/// <param name="ConfigHash">Hash of the configuration that is published for the function.</param>
/// <param name="Destinations">Where its agents write.</param>
internal sealed record ObservedBy(MetricsPipeline Pipeline, string AgentDigest, string NewestDigest, string ConfigHash, IReadOnlyList<PipelineDestination> Destinations)
{
    public ArtifactLayout Layout { get; } = new(Pipeline);

    /// <summary>Whether a newer agent waits to go along with the next update.</summary>
    public bool IsBehind => AgentDigest != NewestDigest;

    /// <summary>The same with the newest agent.</summary>
    public ObservedBy WithNewestAgent() => this with { AgentDigest = NewestDigest };
}
