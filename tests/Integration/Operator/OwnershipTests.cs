using System.Text.Json.Nodes;
using Sonde.Operator.Api;
using Sonde.Testing;

namespace Sonde.Integration.Operator;

/// <summary>What is somebody else's is left alone, and said to be.</summary>
public sealed class OwnershipTests(ApiServerFixture api)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, Reasons.AlreadyExists)]
    [InlineData("another-cluster/team/chat", Reasons.OwnedElsewhere)]
    public async Task A_function_of_that_name_that_is_not_ours_is_not_touched(string? owner, string reason)
    {
        await using var world = await World.StartAsync(api);
        await world.Cloud.ActAsync(HttpMethod.Post, "/2023-03-30/functions", Foreign(owner), Cancellation);
        await Eventually.TrueAsync("the function is Active", World.Patience, async _ => (await world.Cloud.FunctionAsync("chat", Cancellation))["state"]!.GetValue<string>() == "Active", Cancellation);
        var before = (await world.Cloud.FunctionAsync("chat", Cancellation)).ToJsonString();
        await world.ApplyAsync(Manifests.Secret() + Manifests.Account(world.Cloud.Url) + Manifests.Function(observed: false));

        var refused = await world.HasAsync<LlmFunction>("chat", ConditionTypes.Stalled, reason);
        Assert.Contains("chat", World.Condition(refused, ConditionTypes.Ready)!.Message, StringComparison.Ordinal);
        await world.KubectlAsync("delete", "llmfunction", "chat", "--timeout=30s");

        Assert.Equal(before, (await world.Cloud.FunctionAsync("chat", Cancellation)).ToJsonString());
        Assert.Equal(["fc CreateFunction"], await world.Cloud.WritesAsync(Cancellation));
    }

    [Fact]
    public async Task A_name_that_becomes_free_is_taken_on_request()
    {
        await using var world = await World.StartAsync(api);
        await world.Cloud.ActAsync(HttpMethod.Post, "/2023-03-30/functions", Foreign(null), Cancellation);
        await world.ApplyAsync(Manifests.Secret() + Manifests.Account(world.Cloud.Url) + Manifests.Function(observed: false));
        await world.HasAsync<LlmFunction>("chat", ConditionTypes.Stalled, Reasons.AlreadyExists);

        await world.Cloud.ActAsync(HttpMethod.Delete, "/2023-03-30/functions/chat", null, Cancellation);
        await world.LookNowAsync<LlmFunction>("chat");

        await world.SettledAsync<LlmFunction>("chat");
    }

    private static JsonObject Foreign(string? owner) => new()
    {
        ["functionName"] = "chat",
        ["runtime"] = "custom-container",
        ["handler"] = "handler",
        ["cpu"] = 1,
        ["memorySize"] = 1024,
        ["diskSize"] = 512,
        ["customContainerConfig"] = new JsonObject { ["image"] = "registry.example.com/other:v1" },
        ["tags"] = owner is null ? new JsonArray() : new JsonArray(new JsonObject { ["Key"] = SondeApi.OwnerTag, ["Value"] = owner }),
    };
}
