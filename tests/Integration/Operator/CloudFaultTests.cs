using Sonde.Emulator.Faults;
using Sonde.Operator.Api;
using Sonde.Testing;

namespace Sonde.Integration.Operator;

/// <summary>The cloud refuses, fails or loses an answer: told, outlasted, and never done twice. Cases 51, 52 and 54 of the public list.</summary>
public sealed class CloudFaultTests(ApiServerFixture api)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("fc", "CreateFunction", FaultMode.AfterWork, 0)]
    [InlineData("fc", "CreateFunction", FaultMode.AfterWork, 500)]
    [InlineData("fc", "CreateFunction", FaultMode.ResetInBody, 0)]
    [InlineData("fc", "CreateTrigger", FaultMode.AfterWork, 0)]
    [InlineData("arms", "CreatePrometheusInstance", FaultMode.AfterWork, 0)]
    [InlineData("arms", "CreatePrometheusInstance", FaultMode.AfterWork, 503)]
    public async Task A_create_whose_answer_is_lost_is_found_again_and_not_repeated(string service, string operation, FaultMode mode, int status)
    {
        await using var world = await World.StartAsync(api);
        var fault = world.Cloud.Fail(new() { Service = service, Operation = operation, Mode = mode, Status = status, Count = 1 });

        await world.ApplyAsync(Manifests.Everything(world.Cloud.Url));
        await world.ReadyAsync();

        Assert.Equal(1, world.Cloud.Hits(fault));
        Assert.Equal("chat", Assert.Single(await world.Cloud.FunctionsAsync(Cancellation))!["name"]!.GetValue<string>());
        Assert.Single(await world.Cloud.InstancesAsync(Cancellation));
        Assert.Equal(1, await world.Cloud.CountAsync(operation, Cancellation));
    }

    [Theory]
    [InlineData(503, "ServiceUnavailable")]
    [InlineData(500, "InternalServerError")]
    public async Task A_create_that_fails_is_made_once_the_service_works_again(int status, string code)
    {
        await using var world = await World.StartAsync(api);
        world.Cloud.Fail(new() { Service = "fc", Operation = "CreateFunction", Status = status, Code = code });
        await world.ApplyAsync(Manifests.Secret() + Manifests.Account(world.Cloud.Url) + Manifests.Function(observed: false));

        var failing = await world.HasAsync<LlmFunction>("chat", ConditionTypes.Ready, Reasons.CloudUnreachable);
        Assert.Equal(ConditionStatus.Unknown, World.Condition(failing, ConditionTypes.Ready)!.Status);
        Assert.Equal(Reasons.RetryAfterError, World.Condition(failing, ConditionTypes.Reconciling)!.Reason);

        world.Cloud.Mend();
        await world.SettledAsync<LlmFunction>("chat");
        Assert.Single(await world.Cloud.FunctionsAsync(Cancellation));
    }

    [Fact]
    public async Task A_throttled_call_waits_as_long_as_the_service_asks()
    {
        await using var world = await World.StartAsync(api);
        await world.ApplyAsync(Manifests.Secret() + Manifests.Account(world.Cloud.Url));
        await world.SettledAsync<CloudAccount>("default");
        world.Cloud.Fail(new() { Service = "fc", Operation = "CreateFunction", Status = 429, RetryAfter = 20, Count = 2 });
        await world.ApplyAsync(Manifests.Function(observed: false));

        var throttled = await world.HasAsync<LlmFunction>("chat", ConditionTypes.Reconciling, Reasons.Throttled);
        Assert.Equal(Reasons.Throttled, World.Condition(throttled, ConditionTypes.Ready)!.Reason);
        await world.SettledAsync<LlmFunction>("chat");

        var times = (await world.Cloud.JournalAsync(Cancellation)).Where(e => e["operation"]!.GetValue<string>() == "CreateFunction").Select(e => DateTimeOffset.Parse(e["time"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(3, times.Count);
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromSeconds(19), $"asked again after {pair.Second - pair.First}"));
    }

    [Theory]
    [InlineData("fc", "CreateFunction", "LlmFunction")]
    [InlineData("fc", "CreateTrigger", "LlmFunction")]
    [InlineData("oss", "PutObject", "MetricsPipeline")]
    [InlineData("arms", "CreatePrometheusInstance", "PrometheusInstance")]
    public async Task A_right_that_is_missing_is_named_by_its_operation(string service, string operation, string kind)
    {
        await using var world = await World.StartAsync(api);
        world.Cloud.Fail(new() { Service = service, Operation = operation, Status = 403, Code = "AccessDenied" });
        await world.ApplyAsync(Manifests.Everything(world.Cloud.Url));

        Task<string> MessageAsync<T>(string name) where T : class, k8s.IKubernetesObject<k8s.Models.V1ObjectMeta> => ReadAsync(world.HasAsync<T>(name, ConditionTypes.Stalled, Reasons.AccessDenied));
        var message = kind switch
        {
            "LlmFunction" => await MessageAsync<LlmFunction>("chat"),
            "MetricsPipeline" => await MessageAsync<MetricsPipeline>("engines"),
            _ => await MessageAsync<PrometheusInstance>("metrics"),
        };
        Assert.Contains(operation, message, StringComparison.Ordinal);

        world.Cloud.Mend();
        await (kind switch
        {
            "LlmFunction" => world.LookNowAsync<LlmFunction>("chat"),
            "MetricsPipeline" => world.LookNowAsync<MetricsPipeline>("engines"),
            _ => world.LookNowAsync<PrometheusInstance>("metrics"),
        });
        await world.ReadyAsync();
    }

    [Fact]
    public async Task Failures_with_another_request_id_each_write_the_status_once()
    {
        await using var world = await World.StartAsync(api);
        await world.ApplyAsync(Manifests.Secret() + Manifests.Account(world.Cloud.Url));
        await world.SettledAsync<CloudAccount>("default");
        var fault = world.Cloud.Fail(new() { Service = "fc", Operation = "GetFunction", Status = 503 });
        await world.ApplyAsync(Manifests.Function(observed: false));
        var first = await world.HasAsync<LlmFunction>("chat", ConditionTypes.Ready, Reasons.CloudUnreachable);
        var hits = world.Cloud.Hits(fault);

        await Eventually.TrueAsync("it has failed in three more passes", World.Patience, () => world.Cloud.Hits(fault) >= hits + 12, Cancellation);

        Assert.Equal(first.Metadata.ResourceVersion, (await world.GetAsync<LlmFunction>("chat")).Metadata.ResourceVersion);
    }

    private static async Task<string> ReadAsync<T>(Task<T> entity) where T : class, k8s.IKubernetesObject<k8s.Models.V1ObjectMeta> =>
        World.Condition(await entity, ConditionTypes.Ready)!.Message;
}
