using k8s;
using k8s.Models;
using Sonde.Operator.Api;

namespace Sonde.Operator.Reconcile;

/// <summary>"Look now", asked for by an annotation. The change of the annotation is itself the event that brings the look forward.</summary>
internal static class Requests
{
    /// <summary>The newest token asked for; null where there is none.</summary>
    public static string? TokenOf(IKubernetesObject<V1ObjectMeta> entity) =>
        entity.Metadata.Annotations is { } annotations
        && (annotations.TryGetValue(SondeApi.ReconcileRequestedAnnotation, out var token) || annotations.TryGetValue(SondeApi.FluxReconcileRequestedAnnotation, out token))
            ? token
            : null;
}
