using k8s;
using k8s.Models;
using Sonde.Operator.Api;

namespace Sonde.Operator.Reconcile;

/// <summary>Whether a person has asked for no cloud call at all, in the spec (visible in Git) or by annotation (visible to nobody's diff).</summary>
internal static class Pause
{
    public static bool Holds(IKubernetesObject<V1ObjectMeta> entity) =>
        (entity as ISpec<LlmFunctionSpec>)?.Spec.Paused == true
        || (entity as ISpec<MetricsPipelineSpec>)?.Spec.Paused == true
        || (entity as ISpec<PrometheusInstanceSpec>)?.Spec.Paused == true
        || (entity.Metadata.Annotations?.TryGetValue(SondeApi.PausedAnnotation, out var value) == true && value == "true");
}
