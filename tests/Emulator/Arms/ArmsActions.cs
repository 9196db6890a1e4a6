using Sonde.Emulator.Http;

namespace Sonde.Emulator.Arms;

/// <summary>Every ARMS operation by its name.</summary>
internal static class ArmsActions
{
    public static IReadOnlyDictionary<string, Func<RpcCall, Answer>> Of(EmulatorWorld world) => new Dictionary<string, Func<RpcCall, Answer>>(
        [
            .. new InstanceOperations(world).Actions,
            .. new TagOperations(world).Actions,
            .. new PrometheusAlertOperations(world).Actions,
            .. new AlertRuleOperations(world).Actions,
            .. new GrafanaOperations(world).Actions,
        ],
        StringComparer.Ordinal);
}
