using Sonde.Operator.Api;
using Sonde.Operator.Kube;
using Sonde.Operator.Passes;

namespace Sonde.Operator.Desired;

/// <summary>Finds the addresses of a pipeline's destinations.</summary>
internal sealed class Destinations(IStore<PrometheusInstance> instances)
{
    /// <summary>All of them, in their order.</summary>
    /// <exception cref="ReconcileStopped">An instance is absent or not ready.</exception>
    public IReadOnlyList<PipelineDestination> Of(MetricsPipeline pipeline) =>
        [.. pipeline.Spec.Destinations.Select(d => Of(d, pipeline.Metadata.NamespaceProperty))];

    private PipelineDestination Of(Destination destination, string entityNamespace)
    {
        if (destination.RemoteWrite is { } endpoint)
            return new(destination, endpoint.Url, null, destination.AuthSecretRef ?? endpoint.AuthSecretRef);

        var name = destination.PrometheusRef!.Name;
        var instance = instances.Find(new(entityNamespace, name))
            ?? throw Outcomes.NotFound($"PrometheusInstance {name} does not exist, which spec.destinations[{destination.Name}] names; create it.");
        return Conditions.IsTrue(instance.Status, ConditionTypes.Ready) && instance.Status?.RemoteWriteUrl is { } url
            ? new(destination, url, instance.Status.QueryUrl, destination.AuthSecretRef ?? instance.Spec.External?.AuthSecretRef)
            : throw Outcomes.NotReady($"PrometheusInstance {name} is not ready.");
    }
}
