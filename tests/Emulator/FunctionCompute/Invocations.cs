using Sonde.Emulator.Http;

namespace Sonde.Emulator.FunctionCompute;

/// <summary>When a function takes no requests.</summary>
internal static class Invocations
{
    /// <exception cref="Refusal">It is still Pending, or its invocations were disabled.</exception>
    public static void CheckReady(FunctionEntry entry, DateTimeOffset now)
    {
        if (now < entry.PendingUntil)
            throw new Refusal(412, "FunctionNotStarted", $"function '{entry.Latest.Name}' is in state Pending");
        if (entry.Latest.InvocationDisabled)
            throw new Refusal(403, "FunctionInvocationDisabled", $"invocations of function '{entry.Latest.Name}' are disabled");
    }
}
