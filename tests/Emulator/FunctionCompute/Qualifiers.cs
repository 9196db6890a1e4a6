using System.Text.Json.Nodes;
using Sonde.Emulator.Http;

namespace Sonde.Emulator.FunctionCompute;

/// <summary>What configs that hang on a qualifier have in common.</summary>
internal static class Qualifiers
{
    /// <summary><c>acs:fc:{region}:{account}:functions/{name}/{qualifier}</c>.</summary>
    public static string Arn(FunctionEntry entry, string qualifier) => $"{entry.Latest.Arn}/{qualifier}";

    /// <summary>Scaling and provision configs take LATEST or an alias, never a version id (fc.md 6).</summary>
    public static void CheckScalable(FunctionEntry entry, string qualifier)
    {
        if (qualifier == FunctionEntry.LatestQualifier || entry.Aliases.ContainsKey(qualifier))
            return;
        throw int.TryParse(qualifier, out _)
            ? FcErrors.Invalid($"qualifier '{qualifier}' must be LATEST or an alias")
            : FcErrors.NotFound("AliasNotFound", "alias", qualifier);
    }

    /// <summary>Targets are followed by instance metrics, so those must be on.</summary>
    public static void CheckTracking(FunctionEntry entry, IEnumerable<JsonObject> policies)
    {
        if (policies.Any() && entry.Latest.Config.Object("logConfig").Flag("enableInstanceMetrics") != true)
            throw new Refusal(400, "InstanceMetricsRequired", "target tracking needs logConfig.enableInstanceMetrics");
    }
}
