namespace Sonde.Emulator.Faults;

/// <summary>The lists that can be answered as they were.</summary>
internal static class StaleLists
{
    public static IReadOnlyList<string> Known { get; } =
    [
        "ListFunctions", "ListFunctionVersions", "ListAliases", "ListTriggers", "ListProvisionConfigs", "ListScalingConfigs", "ListConcurrencyConfigs", "ListAsyncInvokeConfigs",
        "ListObjects", "ListObjectsV2", "ListPrometheusInstances", "ListPrometheusInstanceByTagAndResourceGroupId", "ListTagResources", "ListPrometheusAlertRules", "GetAlertRules", "ListGrafanaWorkspace",
    ];
}
