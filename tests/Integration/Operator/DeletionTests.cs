using Sonde.Emulator.Faults;
using Sonde.Operator.Api;

namespace Sonde.Integration.Operator;

/// <summary>Deletion undoes what was made, in the order that the cloud wants, whatever order the user took. Case 59 of the public list.</summary>
public sealed class DeletionTests(ApiServerFixture api)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_deleted_at_once_leaves_the_instance_alone()
    {
        await using var world = await World.ReadyAsync(api);

        await world.KubectlAsync("delete", "sonde,secrets", "--all", "--wait=false");

        await GoneAsync(world);
        Assert.Empty(await world.Cloud.FunctionsAsync(Cancellation));
        Assert.Empty(world.Cloud.Objects("sonde/"));
        Assert.Equal(["qwen3/config.json"], world.Cloud.Objects(""));
        Assert.Equal("test-metrics", Assert.Single(await world.Cloud.InstancesAsync(Cancellation))!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_instance_goes_where_its_deletion_is_declared()
    {
        await using var world = await World.StartAsync(api);
        await world.ApplyAsync(Manifests.Secret() + Manifests.Account(world.Cloud.Url) + Manifests.Instance("management: {deletionPolicy: Delete}"));
        await world.SettledAsync<PrometheusInstance>("metrics");

        await world.KubectlAsync("delete", "prometheusinstance", "metrics", "--timeout=30s");

        Assert.Empty(await world.Cloud.InstancesAsync(Cancellation));
    }

    [Fact]
    public async Task A_function_that_is_already_gone_holds_nothing_up()
    {
        await using var world = await World.ReadyAsync(api);
        await world.KubectlAsync("annotate", "llmfunction", "chat", $"{SondeApi.PausedAnnotation}=true");
        await DeleteByHandAsync(world);
        Assert.Empty(await world.Cloud.FunctionsAsync(Cancellation));

        await world.KubectlAsync("annotate", "llmfunction", "chat", $"{SondeApi.PausedAnnotation}-");
        await world.KubectlAsync("delete", "llmfunction", "chat", "--timeout=30s");

        await world.GoneAsync<LlmFunction>("chat");
    }

    [Fact]
    public async Task Deletion_protection_holds_until_it_is_lifted()
    {
        await using var world = await World.StartAsync(api);
        await world.ApplyAsync(Manifests.Secret() + Manifests.Account(world.Cloud.Url) + Manifests.Function(extra: "management: {deletionProtection: true}", observed: false));
        await world.SettledAsync<LlmFunction>("chat");

        await world.KubectlAsync("delete", "llmfunction", "chat", "--wait=false");
        await world.HasAsync<LlmFunction>("chat", ConditionTypes.Stalled, Reasons.DeletionBlocked);
        Assert.Single(await world.Cloud.FunctionsAsync(Cancellation));

        await world.KubectlAsync("patch", "llmfunction", "chat", "--type=merge", "-p", """{"spec":{"management":{"deletionProtection":false}}}""");
        await world.GoneAsync<LlmFunction>("chat");
        Assert.Empty(await world.Cloud.FunctionsAsync(Cancellation));
    }

    [Fact]
    public async Task An_account_waits_for_its_users()
    {
        await using var world = await World.ReadyAsync(api);

        await world.KubectlAsync("delete", "cloudaccount", "default", "--wait=false");

        var blocked = await world.HasAsync<CloudAccount>("default", ConditionTypes.Stalled, Reasons.DeletionBlocked);
        Assert.Contains("LlmFunction chat", World.Condition(blocked, ConditionTypes.Ready)!.Message, StringComparison.Ordinal);
        await world.KubectlAsync("delete", "llmfunctions,metricspipelines,prometheusinstances", "--all", "--wait=false");
        await GoneAsync(world);
    }

    [Fact]
    public async Task A_refused_deletion_keeps_the_finalizer_and_says_why()
    {
        await using var world = await World.ReadyAsync(api);
        world.Cloud.Fail(new FaultRule { Service = "fc", Operation = "DeleteFunction", Status = 403, Code = "AccessDenied" });

        await world.KubectlAsync("delete", "llmfunction", "chat", "--wait=false");
        var refused = await world.HasAsync<LlmFunction>("chat", ConditionTypes.Stalled, Reasons.AccessDenied);
        Assert.Contains("DeleteFunction", World.Condition(refused, ConditionTypes.Ready)!.Message, StringComparison.Ordinal);

        world.Cloud.Mend();
        await world.KubectlAsync("annotate", "llmfunction", "chat", $"{SondeApi.ReconcileRequestedAnnotation}=1");
        await world.GoneAsync<LlmFunction>("chat");
        Assert.Empty(await world.Cloud.FunctionsAsync(Cancellation));
    }

    [Theory]
    [InlineData(503)]
    [InlineData(429)]
    public async Task An_answer_that_says_nothing_of_the_function_does_not_let_its_object_go(int status)
    {
        await using var world = await World.ReadyAsync(api);
        var fault = world.Cloud.Fail(new FaultRule { Service = "fc", Operation = "GetFunction", Status = status });

        await world.KubectlAsync("delete", "llmfunction", "chat", "--wait=false");
        await world.HasAsync<LlmFunction>("chat", ConditionTypes.Ready, status == 503 ? Reasons.CloudUnreachable : Reasons.Throttled);
        Assert.True(world.Cloud.Hits(fault) > 0);
        Assert.Single(await world.Cloud.FunctionsAsync(Cancellation));

        world.Cloud.Mend();
        await world.GoneAsync<LlmFunction>("chat");
        Assert.Empty(await world.Cloud.FunctionsAsync(Cancellation));
    }

    private static async Task GoneAsync(World world)
    {
        await world.GoneAsync<LlmFunction>("chat");
        await world.GoneAsync<MetricsPipeline>("engines");
        await world.GoneAsync<PrometheusInstance>("metrics");
        await world.GoneAsync<CloudAccount>("default");
    }

    private static async Task DeleteByHandAsync(World world)
    {
        const string Function = "/2023-03-30/functions/chat";
        foreach (var trigger in (await world.Cloud.ActAsync(HttpMethod.Get, $"{Function}/triggers", null, Cancellation))["triggers"]!.AsArray())
            await world.Cloud.ActAsync(HttpMethod.Delete, $"{Function}/triggers/{trigger!["triggerName"]}", null, Cancellation);
        await world.Cloud.ActAsync(HttpMethod.Delete, Function, null, Cancellation);
    }
}
