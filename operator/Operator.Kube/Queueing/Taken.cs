namespace Sonde.Operator.Kube;

/// <summary>A key given to a worker.</summary>
/// <param name="Key">The key.</param>
/// <param name="Waited">How long it stood in line.</param>
internal readonly record struct Taken(ResourceKey Key, TimeSpan Waited);
