using k8s;
using k8s.Models;

namespace Sonde.Operator.Kube;

/// <summary>An index that a store keeps.</summary>
/// <param name="Name">Name to ask by.</param>
/// <param name="Values">Object → the values under which it is to be found; none leaves it out.</param>
internal sealed record IndexDeclaration<T>(string Name, Func<T, IEnumerable<string>> Values) where T : class, IKubernetesObject<V1ObjectMeta>;
