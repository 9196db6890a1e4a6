using System.Text.Json.Nodes;

namespace Sonde.Emulator.FunctionCompute;

/// <summary>A function as Get and List answer it.</summary>
internal static class FunctionView
{
    /// <summary>The whole of it, with states as they are at <paramref name="now"/> (fc.md 4).</summary>
    public static JsonObject Of(FunctionEntry entry, FunctionRecord record, DateTimeOffset now)
    {
        var view = (JsonObject)record.Config.DeepClone();
        var pending = now < entry.PendingUntil;
        view["state"] = pending ? "Pending" : "Active";
        view["stateReason"] = pending ? "Function creating" : "";
        view["stateReasonCode"] = pending ? "Creating" : "";
        var updating = now < entry.UpdatingUntil;
        view["lastUpdateStatus"] = updating ? "InProgress" : "Successful";
        view["lastUpdateStatusReason"] = updating ? "Function image is being optimized" : "";
        view["lastUpdateStatusReasonCode"] = updating ? "ImageOptimizing" : "";
        return view;
    }

    /// <summary>ListFunctions leaves the states out.</summary>
    public static JsonObject Listed(FunctionRecord record) => (JsonObject)record.Config.DeepClone();
}
