using System.Text.Json.Nodes;

namespace Sonde.Emulator.Admin;

/// <summary>What the platform itself does to a function: a state, a failed update, a lock of another product. Laid over the answer of GetFunction until it is taken away.</summary>
internal static class PlatformSide
{
    private static readonly string[] s_members = ["state", "stateReason", "stateReasonCode", "lastUpdateStatus", "lastUpdateStatusReason", "lastUpdateStatusReasonCode", "lockInfo", "useSLRAuthentication"];

    /// <param name="members">Members of the answer; none of them takes all away again.</param>
    /// <returns>False when there is no such function.</returns>
    /// <exception cref="FormatException">A member that callers declare, not the platform.</exception>
    public static bool Put(EmulatorWorld world, string account, string function, JsonObject members)
    {
        if (members.Select(one => one.Key).FirstOrDefault(name => !s_members.Contains(name)) is { } wrong)
            throw new FormatException($"'{wrong}' is nothing that the platform sets: there are {string.Join(", ", s_members)}");
        return world.Functions.Exclusively(table =>
        {
            if (table.Find(account, function) is not { } entry)
                return false;
            entry.Platform = (JsonObject)members.DeepClone();
            return true;
        });
    }
}
