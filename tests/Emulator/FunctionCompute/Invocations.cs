using Sonde.Emulator.Http;

namespace Sonde.Emulator.FunctionCompute;

/// <summary>When a function takes no requests.</summary>
internal static class Invocations
{
    /// <exception cref="Refusal">It is still Pending, or its invocations were disabled.</exception>
    public static void CheckReady(FunctionEntry entry, DateTimeOffset now)
    {
        var state = FunctionView.StateOf(entry, now);
        // The first call of an unused function wakes it and fails (fc.md 4.1).
        if (state == "Inactive")
            entry.Platform = [];
        if (state != "Active")
            throw new Refusal(412, "FunctionNotStarted", $"function '{entry.Latest.Name}' is in state {state}");
        if (entry.Latest.InvocationDisabled)
            throw new Refusal(403, "FunctionInvocationDisabled", $"invocations of function '{entry.Latest.Name}' are disabled");
    }
}
