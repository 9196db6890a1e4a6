using Sonde.Operator.Cloud.FunctionCompute;

namespace Sonde.Operator.Desired;

/// <summary>An OSS mount.</summary>
/// <param name="Path">Where it comes from, in spec terms.</param>
/// <param name="Point">The mount; <c>MountDir</c> is its key.</param>
internal sealed record DesiredMount(string Path, OssMountPoint Point);
