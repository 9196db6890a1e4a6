using Sonde.Operator.Api;

namespace Sonde.Integration.Operator;

/// <summary>What is missing is named, and its coming is enough: nobody restarts the operator.</summary>
public sealed class DependencyTests(ApiServerFixture api)
{
    [Fact]
    public async Task An_unknown_account_is_named_and_its_creation_is_enough()
    {
        await using var world = await World.StartAsync(api);
        await world.ApplyAsync(Manifests.Function(observed: false));

        var waiting = await world.HasAsync<LlmFunction>("chat", ConditionTypes.Reconciling, Reasons.DependencyNotFound);
        Assert.Contains("CloudAccount default", World.Condition(waiting, ConditionTypes.Ready)!.Message, StringComparison.Ordinal);

        await world.ApplyAsync(Manifests.Secret() + Manifests.Account(world.Cloud.Url));
        await world.SettledAsync<LlmFunction>("chat");
    }

    [Fact]
    public async Task A_missing_Secret_is_named_and_its_creation_is_enough()
    {
        await using var world = await World.StartAsync(api);
        await world.ApplyAsync(Manifests.Account(world.Cloud.Url));

        var waiting = await world.HasAsync<CloudAccount>("default", ConditionTypes.Reconciling, Reasons.DependencyNotFound);
        Assert.Contains("alibaba-cloud", World.Condition(waiting, ConditionTypes.CredentialsValid)!.Message, StringComparison.Ordinal);

        await world.ApplyAsync(Manifests.Secret());
        await world.SettledAsync<CloudAccount>("default");
    }

    [Fact]
    public async Task A_Secret_without_the_key_is_told_with_the_key_that_it_lacks()
    {
        await using var world = await World.StartAsync(api);
        await world.KubectlAsync("create", "secret", "generic", "alibaba-cloud", "--from-literal=accessKeyId=" + CloudUnderTest.KeyId);
        await world.ApplyAsync(Manifests.Account(world.Cloud.Url));

        var waiting = await world.HasAsync<CloudAccount>("default", ConditionTypes.Reconciling, Reasons.DependencyNotFound);
        Assert.Contains("accessKeySecret", World.Condition(waiting, ConditionTypes.Ready)!.Message, StringComparison.Ordinal);

        await world.ApplyAsync(Manifests.Secret());
        await world.SettledAsync<CloudAccount>("default");
    }

    [Fact]
    public async Task A_wrong_AccessKey_stalls_and_the_mended_Secret_is_noticed_at_once()
    {
        await using var world = await World.StartAsync(api);
        await world.ApplyAsync(Manifests.Secret(secret: "notTheSecretOfThisKey") + Manifests.Account(world.Cloud.Url) + Manifests.Function(observed: false));

        var refused = await world.HasAsync<CloudAccount>("default", ConditionTypes.Stalled, Reasons.AccessDenied);
        Assert.Equal(ConditionStatus.False, World.Condition(refused, ConditionTypes.CredentialsValid)!.Status);
        Assert.Empty(await world.Cloud.FunctionsAsync(TestContext.Current.CancellationToken));

        await world.ApplyAsync(Manifests.Secret());
        await world.SettledAsync<LlmFunction>("chat");
    }

    [Fact]
    public async Task An_absent_bucket_is_waited_for()
    {
        await using var world = await World.StartAsync(api);
        await world.ApplyAsync(Manifests.Secret() + Manifests.Account(world.Cloud.Url) + Manifests.Instance() + Manifests.Pipeline("bucket: not-there-yet"));

        var waiting = await world.HasAsync<MetricsPipeline>("engines", ConditionTypes.Reconciling, Reasons.DependencyNotFound);
        Assert.Contains("not-there-yet", World.Condition(waiting, ConditionTypes.Ready)!.Message, StringComparison.Ordinal);
        Assert.False(world.Cloud.HasBucket("not-there-yet"));

        world.Cloud.MakeBucket("not-there-yet");
        await world.SettledAsync<MetricsPipeline>("engines");
    }

    [Fact]
    public async Task An_absent_bucket_is_made_where_that_is_asked_for_and_never_deleted()
    {
        await using var world = await World.StartAsync(api);
        await world.ApplyAsync(Manifests.Secret() + Manifests.Account(world.Cloud.Url) + Manifests.Instance() + Manifests.Pipeline("bucket: made-for-us, createBucket: IfMissing"));
        await world.SettledAsync<MetricsPipeline>("engines");

        await world.KubectlAsync("delete", "metricspipeline", "engines", "--timeout=30s");

        Assert.True(world.Cloud.HasBucket("made-for-us"));
    }

    [Fact]
    public async Task An_empty_image_is_refused_by_the_API_server()
    {
        await using var world = await World.StartAsync(api);

        var error = await world.RefusedAsync(Manifests.Function(image: ""));

        Assert.Contains("spec.container.image", error, StringComparison.Ordinal);
    }
}
