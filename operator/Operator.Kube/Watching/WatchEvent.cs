using k8s;
using k8s.Models;

namespace Sonde.Operator.Kube;

/// <summary>One line of a watch that is no error.</summary>
/// <param name="Kind">What it tells.</param>
/// <param name="Entity">The object; null for a bookmark.</param>
/// <param name="Version">Resource version that the watch has reached.</param>
internal readonly record struct WatchEvent<T>(WatchEventKind Kind, T? Entity, string? Version) where T : class, IKubernetesObject<V1ObjectMeta>;
