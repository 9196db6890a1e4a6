using k8s;
using k8s.Models;

namespace Sonde.Operator.Kube;

/// <summary>Which changes of an entity are worth a pass of its own controller.</summary>
/// <remarks>
/// Our own writes (status, finalizer) come back as events. A pass for each of them would read the cloud again, bypass the back-off and, with a status that
/// names a time, never end.
/// </remarks>
internal static class Relevance
{
    public static bool IsRelevant<T>(Change<T> change, string? finalizer) where T : class, IKubernetesObject<V1ObjectMeta>
    {
        if (change is not { Before: { } before, After: { } after })
            return true;
        var (old, now) = (before.Metadata, after.Metadata);
        return old.Uid != now.Uid
            || old.Generation != now.Generation
            || now.Generation is null or 0   // a kind whose status is not apart
            || old.DeletionTimestamp != now.DeletionTimestamp
            || !Same(old.Annotations, now.Annotations)
            || !Same(old.Labels, now.Labels)
            || IsMissing(finalizer, now);
    }

    private static bool IsMissing(string? finalizer, V1ObjectMeta metadata) =>
        finalizer is not null && metadata.DeletionTimestamp is null && metadata.Finalizers?.Contains(finalizer) is not true;

    private static bool Same(IDictionary<string, string>? left, IDictionary<string, string>? right) =>
        (left?.Count ?? 0) == (right?.Count ?? 0)
        && (left is null || left.All(pair => right!.TryGetValue(pair.Key, out var value) && value == pair.Value));
}
