using System.Text.Json.Nodes;
using Sonde.Operator.Api;
using Sonde.Testing;

namespace Sonde.Integration.Operator;

/// <summary>What changes, on which side, and what it may cost: an update of a function restarts its instances. Case 61 of the public list.</summary>
public sealed class ChangeTests(ApiServerFixture api)
{
    private const string ReportOnly = "management: {drift: {policy: Report}}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_somebody_changed_is_put_back_on_the_interval_and_shown()
    {
        await using var world = await World.ReadyAsync(api);

        await EditAsync(world, 77);

        await Eventually.TrueAsync("the field is back", World.Patience, async _ => await TimeoutAsync(world) == 600, Cancellation);
        var shown = await Eventually.FoundAsync<LlmFunction>("the correction is shown", World.Patience, async _ => await world.GetAsync<LlmFunction>("chat") is { Status.Drift.Corrections: 1 } f ? f : null, Cancellation);
        Assert.Equal(DriftState.InSync, shown.Status!.Drift!.State);
        var field = Assert.Single(shown.Status.Drift.Fields!);
        Assert.Equal(("600", "77", DriftAction.Corrected), (field.Declared, field.Actual, field.Action));
        Assert.Equal(ConditionStatus.True, World.Condition(shown, ConditionTypes.Ready)!.Status);
        Assert.Equal(2, await world.Cloud.CountAsync("UpdateFunction", Cancellation));
    }

    [Fact]
    public async Task Drift_that_is_only_to_be_reported_stays_and_is_told()
    {
        await using var world = await World.StartAsync(api);
        await world.ApplyAsync(Manifests.Secret() + Manifests.Account(world.Cloud.Url) + Manifests.Function(extra: ReportOnly, observed: false));
        await world.SettledAsync<LlmFunction>("chat");

        await EditAsync(world, 77);
        await world.LookNowAsync<LlmFunction>("chat");

        var told = await world.HasAsync<LlmFunction>("chat", ConditionTypes.Drifted, Reasons.FieldsDiffer);
        Assert.Equal(DriftState.Drifted, told.Status!.Drift!.State);
        Assert.Equal("77", Assert.Single(told.Status.Drift.Fields!).Actual);
        Assert.Equal(77, await TimeoutAsync(world));
    }

    [Fact]
    public async Task A_paused_object_makes_no_call_until_it_goes_on()
    {
        await using var world = await World.StartAsync(api);
        await world.ApplyAsync(Manifests.Secret() + Manifests.Account(world.Cloud.Url));
        await world.SettledAsync<CloudAccount>("default");
        await world.ApplyAsync(Manifests.Function(extra: "paused: true", observed: false));
        await world.HasAsync<LlmFunction>("chat", ConditionTypes.Ready, Reasons.Paused);
        await world.LookNowAsync<LlmFunction>("chat");
        Assert.Equal(0, await world.Cloud.CountAsync("GetFunction", Cancellation));

        await world.ApplyAsync(Manifests.Function(observed: false));

        await world.SettledAsync<LlmFunction>("chat");
    }

    [Fact]
    public async Task A_request_to_look_now_is_acted_on_and_confirmed()
    {
        await using var world = await World.ReadyAsync(api);
        await EditAsync(world, 77);

        await world.LookNowAsync<LlmFunction>("chat");

        Assert.Equal(600, await TimeoutAsync(world));
    }

    [Fact]
    public async Task Another_configuration_is_published_and_no_function_is_updated()
    {
        await using var world = await World.ReadyAsync(api);
        var key = Assert.Single(world.Cloud.Objects("sonde/engines/config/"), k => k.Contains("chat", StringComparison.Ordinal));
        var before = world.Cloud.Object(key);

        await world.ApplyAsync(Manifests.Pipeline(interval: "45s"));

        await Eventually.TrueAsync("the new configuration is in the bucket", World.Patience, () => world.Cloud.Object(key).Contains("45s", StringComparison.Ordinal), Cancellation);
        Assert.DoesNotContain("45s", before, StringComparison.Ordinal);
        await world.SettledAsync<MetricsPipeline>("engines");
        await world.LookNowAsync<LlmFunction>("chat");
        Assert.Equal(0, await world.Cloud.CountAsync("UpdateFunction", Cancellation));
    }

    [Fact]
    public async Task Another_agent_is_one_update_of_the_function()
    {
        await using var world = await World.ReadyAsync(api);
        var before = (await world.GetAsync<LlmFunction>("chat")).Status!.ArtifactDigest;
        await world.StopOperatorAsync();
        world.ShipAgent("second");

        await world.StartOperatorAsync();
        await Eventually.TrueAsync("the function runs the new agent", World.Patience, async _ => (await world.GetAsync<LlmFunction>("chat")).Status!.ArtifactDigest != before, Cancellation);
        await world.ReadyAsync();
        await world.LookNowAsync<LlmFunction>("chat");

        Assert.Equal(1, await world.Cloud.CountAsync("UpdateFunction", Cancellation));
        Assert.Equal(1, await world.Cloud.CountAsync("CreateFunction", Cancellation));
    }

    [Fact]
    public async Task A_rotated_password_reaches_the_function_with_one_update()
    {
        await using var world = await World.ReadyAsync(api);

        await world.ApplyAsync(Manifests.Pipeline().Replace(Manifests.WriterPassword, "the-next-password", StringComparison.Ordinal));

        await Eventually.TrueAsync("the variable holds the new password", World.Patience, async _ =>
            (await world.Cloud.FunctionAsync("chat", Cancellation))["environmentVariables"]!.AsObject().Any(v => v.Value!.GetValue<string>() == "the-next-password"), Cancellation);
        await world.ReadyAsync();
        await world.LookNowAsync<LlmFunction>("chat");
        Assert.Equal(1, await world.Cloud.CountAsync("UpdateFunction", Cancellation));
    }

    private static Task<JsonObject> EditAsync(World world, int timeout) =>
        world.Cloud.ActAsync(HttpMethod.Put, "/2023-03-30/functions/chat", new JsonObject { ["timeout"] = timeout }, Cancellation);

    private static async Task<int> TimeoutAsync(World world) => (await world.Cloud.FunctionAsync("chat", Cancellation))["timeout"]!.GetValue<int>();
}
