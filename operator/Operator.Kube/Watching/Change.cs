using k8s;
using k8s.Models;

namespace Sonde.Operator.Kube;

/// <summary>What a store learnt about one object.</summary>
/// <param name="Key">Which object.</param>
/// <param name="Before">As it was known; null: new.</param>
/// <param name="After">As it is now; null: gone.</param>
internal readonly record struct Change<T>(ResourceKey Key, T? Before, T? After) where T : class, IKubernetesObject<V1ObjectMeta>;
