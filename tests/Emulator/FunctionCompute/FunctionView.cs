using System.Text.Json.Nodes;

namespace Sonde.Emulator.FunctionCompute;

/// <summary>A function as Get and List answer it.</summary>
internal static class FunctionView
{
    /// <summary>The name of this code is UNCERTAIN.</summary>
    private const string ImageFault = "ImagePullFailed";

    /// <summary>The whole of it, with states as they are at <paramref name="now"/> (fc.md 4).</summary>
    public static JsonObject Of(FunctionEntry entry, FunctionRecord record, DateTimeOffset now, Habits habits)
    {
        var view = Listed(record, habits);
        (view["state"], view["stateReason"], view["stateReasonCode"]) = State(entry, now);
        (view["lastUpdateStatus"], view["lastUpdateStatusReason"], view["lastUpdateStatusReasonCode"]) = Update(entry, now);
        foreach (var (name, value) in entry.Platform)
            view[name] = value?.DeepClone();
        return view;
    }

    /// <summary>The state that counts: what the platform says goes first.</summary>
    public static string StateOf(FunctionEntry entry, DateTimeOffset now) => entry.Platform.Text("state") is { Length: > 0 } told ? told : State(entry, now).Name;

    private static (string Name, string Reason, string Code) State(FunctionEntry entry, DateTimeOffset now)
    {
        if (now < entry.PendingUntil)
            return ("Pending", "Function creating", "Creating");
        return entry.CreateFault.Length > 0 ? ("Failed", entry.CreateFault, ImageFault) : ("Active", "", "");
    }

    private static (string Name, string Reason, string Code) Update(FunctionEntry entry, DateTimeOffset now)
    {
        if (now < entry.UpdatingUntil)
            return ("InProgress", "Function image is being optimized", "ImageOptimizing");
        return entry.UpdateFault.Length > 0 ? ("Failed", entry.UpdateFault, ImageFault) : ("Successful", "", "");
    }

    /// <summary>ListFunctions leaves the states out.</summary>
    public static JsonObject Listed(FunctionRecord record, Habits habits)
    {
        var view = (JsonObject)record.Config.DeepClone();
        if (FunctionTags.Shown(record, habits) is { } tags)
            view["tags"] = tags;
        return view;
    }
}
