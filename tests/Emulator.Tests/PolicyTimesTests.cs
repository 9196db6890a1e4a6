using System.Text.Json.Nodes;

namespace Sonde.Emulator.Tests;

/// <summary>When a policy of Function Compute holds (fc.md 6).</summary>
public sealed class PolicyTimesTests
{
    public static TheoryData<string, string, bool> Times => new()
    {
        { "2026-01-01T08:00:00Z", "", true },
        { "2026-01-01T08:00:00", "Asia/Shanghai", true },
        { "2026-01-01T08:00:00", "", false },
        { "2026-01-01T08:00:00Z", "Asia/Shanghai", false },
        { "tomorrow", "", false },
    };

    [Theory]
    [MemberData(nameof(Times))]
    public async Task A_schedule_is_UTC_without_a_zone_and_local_with_one(string time, string zone, bool taken)
    {
        await using var cloud = await Cloud.StartAsync();
        (await cloud.CreateAsync("chat")).Ok();
        JsonObject Policy() => new() { ["name"] = "p", ["scheduleExpression"] = "cron(0 0 8 * * *)", ["target"] = 1, ["startTime"] = time, ["timeZone"] = zone };

        var scaling = await cloud.Client.FcAsync("PUT", "functions/chat/scaling-config?qualifier=LATEST", new JsonObject { ["minInstances"] = 0, ["scheduledPolicies"] = new JsonArray(Policy()) });
        await cloud.Client.FcAsync("DELETE", "functions/chat/scaling-config?qualifier=LATEST");
        var provision = await cloud.Client.FcAsync("PUT", "functions/chat/provision-config?qualifier=LATEST", new JsonObject { ["defaultTarget"] = 0, ["scheduledActions"] = new JsonArray(Policy()) });

        Assert.Equal((taken ? 200 : 400, taken ? 200 : 400), (scaling.Status, provision.Status));
    }
}
