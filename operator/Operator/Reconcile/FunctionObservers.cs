using Sonde.Operator.Api;
using Sonde.Operator.Desired;
using Sonde.Operator.Kube;
using Sonde.Operator.Passes;

namespace Sonde.Operator.Reconcile;

/// <summary>Finds the pipeline that watches a function, once it has published what the function mounts.</summary>
internal sealed class FunctionObservers(IStore<MetricsPipeline> pipelines, Destinations destinations)
{
    /// <summary>The pipeline; null where the function names none.</summary>
    /// <exception cref="ReconcileStopped">It is absent, or has not yet published the agent or this function's configuration.</exception>
    public ObservedBy? Require(LlmFunction function, LlmFunctionStatus status)
    {
        if (function.Spec.Observability is not { } observability)
            return null;

        var generation = function.Metadata.Generation;
        var name = observability.PipelineRef.Name;
        if (pipelines.Find(new(function.Metadata.NamespaceProperty, name)) is not { } pipeline)
            throw Missing(status, generation, Outcomes.NotFound($"MetricsPipeline {name} does not exist, which spec.observability.pipelineRef names; create it."));

        var hash = pipeline.Status?.Bindings?.Find(b => b.Function == function.Metadata.Name)?.DesiredConfigHash;
        if (pipeline.Status?.AgentDigest is not { } digest || hash is null)
            throw Missing(status, generation, Outcomes.NotReady(Why(pipeline, name)));

        Conditions.Set(status, generation, ConditionTypes.ArtifactsSynced, ConditionStatus.True, Reasons.DigestPublished, $"MetricsPipeline {name} has published agent and configuration.");
        var current = pipeline.Spec.Agent?.Rollout is AgentRollout.OnNextUpdate && status.ArtifactDigest is { } running ? running : digest;
        return new(pipeline, current, digest, hash, destinations.Of(pipeline));
    }

    private static string Why(MetricsPipeline pipeline, string name) =>
        Conditions.Find(pipeline.Status, ConditionTypes.Ready) is { Status: not ConditionStatus.True } why
            ? $"MetricsPipeline {name} has not published what the function mounts ({why.Reason}: {why.Message})."
            : $"MetricsPipeline {name} has not yet published what the function mounts.";

    private static ReconcileStopped Missing(LlmFunctionStatus status, long? generation, ReconcileStopped stopped)
    {
        var outcome = (Outcome.Progressing)stopped.Outcome;
        Conditions.Set(status, generation, ConditionTypes.ArtifactsSynced, ConditionStatus.False, outcome.Reason, outcome.Message);
        return stopped;
    }
}
