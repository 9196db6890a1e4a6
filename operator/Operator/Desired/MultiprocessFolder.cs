using Sonde.Operator.Passes;

namespace Sonde.Operator.Desired;

/// <summary>Where the Python client of several worker processes keeps its values: memory-mapped files, summed over all that lie there.</summary>
/// <remarks>On a mount of OSS they cannot be mapped, and those of instances that are gone are summed too: vLLM and SGLang then report the sum of their past.</remarks>
internal static class MultiprocessFolder
{
    private const string Variable = "PROMETHEUS_MULTIPROC_DIR";

    /// <exception cref="ReconcileStopped">The variable names a folder on one of the mounts.</exception>
    public static void Check(IReadOnlyDictionary<string, DesiredVariable> environment, IEnumerable<DesiredMount> mounts)
    {
        if (!environment.TryGetValue(Variable, out var variable))
            return;

        foreach (var mount in mounts)
        {
            if ($"{variable.Value.TrimEnd('/')}/".StartsWith($"{mount.Point.MountDir!.TrimEnd('/')}/", StringComparison.Ordinal))
                throw Outcomes.Invalid($"spec.{variable.Path}: {Variable} is on the mount {mount.Point.MountDir}, which outlives the instance and cannot be memory-mapped; name a folder of the instance, such as /tmp/metrics, or leave it out.");
        }
    }
}
