using System.Text.Json.Nodes;
using Sonde.Operator.Api;
using Sonde.Testing;

namespace Sonde.Integration.Operator;

/// <summary>From one start mode to the next, in the cloud: one update each, and nothing left of the one before.</summary>
public sealed class StartModeTests(ApiServerFixture api)
{
    private const string Healthy = "health: {path: /health}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_switch_of_the_start_mode_is_one_update_and_leaves_one_agent()
    {
        await using var world = await World.ReadyAsync(api);
        var updates = await world.Cloud.CountAsync("UpdateFunction", Cancellation);

        foreach (var mode in new[] { "Entrypoint", "Proxy", "Initializer", "Proxy" })
        {
            // The health check is declared with the first switch, so that each is about the mode alone.
            await world.ApplyAsync(Manifests.Function(start: mode, extra: Healthy));
            await world.SettledAsync<LlmFunction>("chat");
            await Eventually.TrueAsync($"the function is started by {mode}", World.Patience, async _ => ModeOf(await world.Cloud.FunctionAsync("chat", Cancellation)) == mode, Cancellation);
            await world.SettledAsync<LlmFunction>("chat");
            await world.LookNowAsync<LlmFunction>("chat");
            await world.LookNowAsync<LlmFunction>("chat");

            Assert.Equal(++updates, await world.Cloud.CountAsync("UpdateFunction", Cancellation));
            var function = await world.GetAsync<LlmFunction>("chat");
            Assert.Equal((DriftState.InSync, null), (function.Status!.Drift!.State, function.Status.Drift.Corrections));
            Assert.Equal(mode != "Proxy", World.Condition(function, ConditionTypes.MetricsExposed) is not null);
        }
    }

    [Fact]
    public async Task Without_the_engines_command_the_object_stalls_and_goes_on_once_it_is_there()
    {
        await using var world = await World.StartAsync(api);
        await world.ApplyAsync(Manifests.Everything(world.Cloud.Url).Replace("command: [vllm, serve, /mnt/qwen3, --port, \"9000\"]", "args: [--port, \"9000\"]", StringComparison.Ordinal)
            .Replace("start: Initializer", "start: Entrypoint", StringComparison.Ordinal));

        var stalled = await world.HasAsync<LlmFunction>("chat", ConditionTypes.Stalled, Reasons.CommandUnknown);
        Assert.Contains("set spec.container.command", World.Condition(stalled, ConditionTypes.Stalled)!.Message, StringComparison.Ordinal);
        Assert.Empty(await world.Cloud.FunctionsAsync(Cancellation));
        await world.ApplyAsync(Manifests.Function(start: "Entrypoint"));

        await world.SettledAsync<LlmFunction>("chat");
    }

    /// <summary>By what starts an agent in it; more than one is told as such.</summary>
    private static string ModeOf(JsonObject function)
    {
        var entrypoint = Text(function["customContainerConfig"]?["entrypoint"]);
        var initializer = Text(function["instanceLifecycleConfig"]?["initializer"]?["command"]);
        var preStop = function["instanceLifecycleConfig"]?["preStop"]?["handler"]?.GetValue<string>() ?? "";
        string[] modes =
        [
            .. initializer.Contains("sonde-agent run", StringComparison.Ordinal) ? ["Initializer"] : Array.Empty<string>(),
            .. entrypoint.Contains("sonde-agent run", StringComparison.Ordinal) ? [entrypoint.Contains("--proxy", StringComparison.Ordinal) ? "Proxy" : "Entrypoint"] : Array.Empty<string>(),
        ];
        return string.Join('+', modes) + (preStop.Length > 0 != modes.Contains("Proxy") ? " with the wrong hook" : "");
    }

    private static string Text(JsonNode? words) => words?.ToJsonString() ?? "";
}
