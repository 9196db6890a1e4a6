using Sonde.Operator.Cloud.FunctionCompute;

namespace Sonde.Operator.Drift;

/// <summary>Compares a declared HTTP trigger with the one in the cloud.</summary>
internal static class TriggerDrift
{
    public const string Component = "Trigger";

    /// <summary>The config to send, complete with what others set in it, and the fields that differ; null where none does.</summary>
    public static (HttpTriggerConfig? Change, IReadOnlyList<FieldDifference> Differences) Between(HttpTriggerConfig wanted, HttpTriggerConfig? actual)
    {
        var found = new DifferenceList(Component);
        found.Text("http.auth", wanted.AuthType, actual?.AuthType);
        found.Set("http.methods", wanted.Methods, actual?.Methods);
        found.Switch("http.publicUrl", wanted.DisableUrlInternet is { } off ? !off : null, !(actual?.DisableUrlInternet ?? false));
        if (found.Found.Count == 0)
            return (null, []);

        var merged = (actual ?? new()) with
        {
            AuthType = wanted.AuthType ?? actual?.AuthType,
            Methods = wanted.Methods ?? actual?.Methods,
            DisableUrlInternet = wanted.DisableUrlInternet ?? actual?.DisableUrlInternet,
        };
        return (merged, found.Found);
    }
}
