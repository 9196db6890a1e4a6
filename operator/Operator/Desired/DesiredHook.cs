using Sonde.Operator.Cloud.FunctionCompute;

namespace Sonde.Operator.Desired;

/// <summary>A lifecycle hook.</summary>
/// <param name="Path">Where it comes from, in spec terms.</param>
/// <param name="Hook">The hook, complete.</param>
internal sealed record DesiredHook(string Path, LifecycleHook Hook);
