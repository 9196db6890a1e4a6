namespace Sonde.Emulator.Arms;

/// <summary>Takes the parameters of a rule out of a call.</summary>
internal static class AlertParameters
{
    private static readonly string[] s_names =
    [
        "ClusterId", "AlertName", "Expression", "Duration", "Message", "Type", "NotifyType", "DispatchRuleId", "Labels", "Annotations",
        "AlertType", "AlertCheckType", "AlertGroup", "MetricsKey", "PromQL", "CheckCycle", "Level", "NotifyStrategy", "NotifyMode", "AlertStatus", "DataConfig",
    ];

    /// <summary>What was there before, with what this call sends put over it.</summary>
    /// <exception cref="Http.Refusal">Labels or annotations are no JSON arrays.</exception>
    public static Dictionary<string, string> Over(AlertRule? before, RpcCall call)
    {
        call.JsonList("Labels");
        call.JsonList("Annotations");
        var values = before is null ? new Dictionary<string, string>(StringComparer.Ordinal) : new Dictionary<string, string>(before.Values, StringComparer.Ordinal);
        foreach (var name in s_names.Where(call.Has))
            values[name] = call[name];
        return values;
    }

    /// <summary>Minutes, 0 or 1 up to a day.</summary>
    public static void CheckDuration(RpcCall call, int low)
    {
        if (call.Number("Duration") is not { } minutes || minutes < low || minutes > 1440)
            throw ArmsRules.Invalid($"Duration '{call["Duration"]}' must be between {low} and 1440 minutes.");
    }
}
