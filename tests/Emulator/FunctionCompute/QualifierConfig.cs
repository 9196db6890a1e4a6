using System.Text.Json.Nodes;

namespace Sonde.Emulator.FunctionCompute;

/// <summary>A config that hangs on a qualifier, taken out of the store.</summary>
/// <param name="Record">What the qualifier stands for; null when its alias is gone.</param>
internal sealed record QualifierConfig(string Key, string Arn, string Qualifier, FunctionRecord? Record, JsonObject Config)
{
    public static QualifierConfig Of(FunctionEntry entry, string qualifier, JsonObject config) =>
        new($"{entry.Latest.Name}/{qualifier}", Qualifiers.Arn(entry, qualifier), qualifier, entry.At(qualifier), config);

    /// <summary>Configs of the account, or of the function in the query, ordered for paging.</summary>
    public static List<QualifierConfig> Listed(FunctionTable table, FcCall call, Func<FunctionEntry, IEnumerable<KeyValuePair<string, JsonObject>>> configs)
    {
        var name = call.Request.Parameter("functionName") ?? "";
        return
        [
            .. call.Shown(table).Of(call.AccountId)
                .Where(entry => name.Length == 0 || entry.Latest.Name == name)
                .SelectMany(entry => configs(entry).Select(pair => Of(entry, pair.Key, pair.Value)))
                .OrderBy(config => config.Key, StringComparer.Ordinal),
        ];
    }
}
