using System.Globalization;
using System.Text.Json.Nodes;
using static Sonde.Emulator.FunctionCompute.FunctionRules;

namespace Sonde.Emulator.FunctionCompute;

/// <summary>When a policy holds: UTC without a time zone, local times with one (fc.md 6).</summary>
internal static class PolicyTimes
{
    public static void Check(IEnumerable<JsonObject> policies)
    {
        foreach (var policy in policies)
        {
            CheckOne(policy, "startTime");
            CheckOne(policy, "endTime");
        }
    }

    private static void CheckOne(JsonObject policy, string name)
    {
        var (time, zone) = (policy.Text(name), policy.Text("timeZone"));
        if (time.Length == 0)
            return;
        Need(DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _), $"{name} '{time}' is no time");
        var utc = time.EndsWith('Z');
        Need(utc || zone.Length > 0, $"{name} '{time}' must be UTC and end with Z, since timeZone is empty");
        Need(!utc || zone.Length == 0, $"{name} '{time}' must be a local time without Z, since timeZone is '{zone}'");
    }
}
