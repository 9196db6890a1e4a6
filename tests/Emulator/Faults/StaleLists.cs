namespace Sonde.Emulator.Faults;

/// <summary>The lists that can be answered as they were.</summary>
internal static class StaleLists
{
    public static IReadOnlyList<string> Known { get; } = ["ListFunctions", "ListObjects", "ListObjectsV2", "ListPrometheusInstances", "ListPrometheusInstanceByTagAndResourceGroupId"];
}
