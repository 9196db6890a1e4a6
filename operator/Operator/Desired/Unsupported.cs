using Sonde.Operator.Api;
using Sonde.Operator.Passes;

namespace Sonde.Operator.Desired;

/// <summary>What the API can say and this version cannot do is refused by name, never silently left undone.</summary>
internal static class Unsupported
{
    /// <exception cref="ReconcileStopped">The function asks for such a thing.</exception>
    public static void Refuse(LlmFunction function)
    {
        var spec = function.Spec;
        if (spec.Container is null)
            throw Outcomes.Invalid("Attaching to a function that something else deploys (no spec.container) is not supported yet; declare spec.container.");
        if (spec.Model?.Nas is not null)
            throw Outcomes.Invalid("spec.model.nas is not supported yet; use spec.model.oss.");
        if (spec.Container.ResolveTag == true)
            throw Outcomes.Invalid("spec.container.resolveTag is not supported yet; name the image by its digest (image@sha256:…) instead.");
        if (spec.Management?.ReplacePolicy is ReplacePolicy.Recreate)
            throw Outcomes.Invalid("spec.management.replacePolicy Recreate is not supported yet; remove it.");
        if (spec.Observability is { } observability)
            Refuse(observability, spec);
    }

    /// <exception cref="ReconcileStopped">The pipeline asks for such a thing.</exception>
    public static void Refuse(MetricsPipeline pipeline, string carriedVersion)
    {
        foreach (var destination in pipeline.Spec.Destinations)
        {
            if (destination.CredentialsDelivery is CredentialsDelivery.File)
                throw Outcomes.Invalid($"spec.destinations[{destination.Name}].credentialsDelivery File is not supported yet; use Environment.");
        }

        if (pipeline.Spec.Collector is CollectorKind.OpenTelemetryCollector)
            throw Outcomes.Invalid("spec.collector OpenTelemetryCollector is not supported yet; leave it out for Sonde's agent.");
        if (pipeline.Spec.Management?.Policy is ManagementPolicy.Observe or ManagementPolicy.CreateOnly)
            throw Outcomes.Invalid($"spec.management.policy {pipeline.Spec.Management.Policy} is not supported yet for a pipeline, which owns what it publishes; use Manage.");
        RefuseIgnored(pipeline.Spec.Management);
        if (pipeline.Spec.Flush?.OnPreStop == false)
            throw Outcomes.Invalid("spec.flush.onPreStop false is not supported: the agent always sends what it holds when it is stopped; remove it.");
        if (pipeline.Spec.Agent?.Version is { } version && version != carriedVersion)
            throw Outcomes.Invalid($"spec.agent.version {version} is not carried by this operator, which has {carriedVersion}; leave it out or name that.");
    }

    /// <exception cref="ReconcileStopped">The instance asks for such a thing.</exception>
    public static void Refuse(PrometheusInstance instance) => RefuseIgnored(instance.Spec.Management);

    private static void RefuseIgnored(Management? management)
    {
        if (management?.Drift?.Ignore is { Count: > 0 })
            throw Outcomes.Invalid("spec.management.drift.ignore is supported for LlmFunctions only; leave the fields out of the spec instead: what is not declared is not managed.");
    }

    private static void Refuse(ObservabilitySpec observability, LlmFunctionSpec spec)
    {
        if (observability.Injection is AgentInjection.InImage)
            throw Outcomes.Invalid("spec.observability.injection InImage is not supported yet; use OssMount.");
        if (observability.AgentPort is not null)
            throw Outcomes.Invalid("spec.observability.agentPort is not supported yet: the agent serves no page, it writes its own metrics with the others; remove it.");
        if (spec.Resources?.Gpu is null && observability.Start is null or AgentStart.Initializer)
            throw Outcomes.Invalid("spec.observability.start Initializer needs spec.resources.gpu: Function Compute runs initializer commands in GPU functions only; use start Entrypoint.");
        if (spec.RoleArn is null)
            throw Outcomes.Invalid("spec.observability needs spec.roleArn: Function Compute mounts OSS with the rights of the function's role.");
    }
}
