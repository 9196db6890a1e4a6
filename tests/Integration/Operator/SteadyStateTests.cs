using System.Text.Json.Nodes;
using Sonde.Operator.Api;
using Sonde.Testing;

namespace Sonde.Integration.Operator;

/// <summary>Nothing changes, so nothing is written: neither in the cluster nor in the cloud, and never what is the user's. Cases 53, 57 and 64 of the public list.</summary>
public sealed class SteadyStateTests(ApiServerFixture api)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Interval_after_interval_is_looked_at_and_nothing_is_written()
    {
        await using var world = await World.ReadyAsync(api);
        await world.LookNowAsync<MetricsPipeline>("engines");
        await world.LookNowAsync<LlmFunction>("chat");
        var before = await VersionsAsync(world);
        await world.Cloud.ForgetJournalAsync(Cancellation);

        // An interval is 3 s here, and its spread up to half of it. The timer must also survive the status writes that came before (case 64).
        await Eventually.TrueAsync("the function was looked at in four intervals", World.Patience, async _ => await world.Cloud.CountAsync("GetFunction", Cancellation) >= 4, Cancellation);

        Assert.Empty(await world.Cloud.WritesAsync(Cancellation));
        Assert.Equal(before, await VersionsAsync(world));
        var all = (await world.Cloud.JournalAsync(Cancellation)).Select(e => e["operation"]!.GetValue<string>()).ToHashSet(StringComparer.Ordinal);
        Assert.Superset(new HashSet<string>(StringComparer.Ordinal) { "GetFunction", "GetPrometheusInstance", "HeadObject" }, all);
    }

    [Fact]
    public async Task Spec_labels_and_annotations_are_never_written_by_the_operator()
    {
        await using var world = await World.PrepareAsync(api, new HastyClock());
        await world.ApplyAsync(Manifests.Everything(world.Cloud.Url));
        await world.KubectlAsync("label", "sonde", "--all", "team=blue");
        var before = await UsersPartsAsync(world);

        await world.StartOperatorAsync();
        await world.ReadyAsync();
        await world.Cloud.ActAsync(HttpMethod.Put, "/2023-03-30/functions/chat", new JsonObject { ["timeout"] = 77 }, Cancellation);
        await world.LookNowAsync<LlmFunction>("chat");

        var after = await UsersPartsAsync(world);
        Assert.Equal(before, after);
    }

    [Fact]
    public async Task No_secret_is_in_any_status_event_or_line_of_the_log()
    {
        await using var world = await World.StartAsync(api);
        const string Wrong = "wrongSecretWrongSecretWrong00001";
        await world.ApplyAsync(Manifests.Everything(world.Cloud.Url) + Manifests.Secret(secret: Wrong));
        await world.HasAsync<CloudAccount>("default", ConditionTypes.Stalled, Reasons.AccessDenied);
        await world.ApplyAsync(Manifests.Secret());
        await world.ReadyAsync();
        // A variable that holds a secret was changed behind our back: the difference is told, its value is not.
        var function = await world.Cloud.FunctionAsync("chat", Cancellation);
        var variables = function["environmentVariables"]!.DeepClone().AsObject();
        var secret = variables.First(v => v.Value!.GetValue<string>() == Manifests.WriterPassword).Key;
        variables[secret] = "another-password-of-somebody";
        await world.Cloud.ActAsync(HttpMethod.Put, "/2023-03-30/functions/chat", new JsonObject { ["environmentVariables"] = variables }, Cancellation);
        await Eventually.TrueAsync("the drift is told", World.Patience, async _ => (await world.GetAsync<LlmFunction>("chat")).Status!.Drift?.Corrections > 0, Cancellation);
        await Eventually.TrueAsync("the events are written", World.Patience, async _ => (await world.KubectlAsync("get", "events", "-o", "yaml")).Contains("DriftCorrected", StringComparison.Ordinal), Cancellation);

        var said = string.Join('\n', [await world.KubectlAsync("get", "sonde", "-o", "yaml"), await world.KubectlAsync("get", "events", "-o", "yaml"), .. world.OperatorLines]);
        Assert.Contains(secret, said, StringComparison.Ordinal);
        foreach (var hidden in new[] { CloudUnderTest.KeySecret, Wrong, Manifests.WriterPassword, "another-password-of-somebody" })
        {
            Assert.DoesNotContain(hidden, said, StringComparison.Ordinal);
            Assert.DoesNotContain(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(hidden)), said, StringComparison.Ordinal);
        }
    }

    private static async Task<string> VersionsAsync(World world) =>
        await world.KubectlAsync("get", "sonde,secrets,events,configmaps", "-o", "jsonpath={range .items[*]}{.kind}/{.metadata.name} {.metadata.resourceVersion}{\"\\n\"}{end}");

    /// <summary>Spec, labels, annotations and who wrote what, less what is ours: status and finalizer, and the request to look.</summary>
    private static async Task<string> UsersPartsAsync(World world)
    {
        var items = JsonNode.Parse(await world.KubectlAsync("get", "sonde", "-o", "json", "--show-managed-fields"))!["items"]!.AsArray();
        return string.Join('\n', items.Select(item =>
        {
            var metadata = item!["metadata"]!.AsObject();
            var annotations = metadata["annotations"]?.DeepClone().AsObject() ?? [];
            annotations.Remove(SondeApi.ReconcileRequestedAnnotation);
            foreach (var ours in metadata["managedFields"]!.AsArray().Where(m => m!["manager"]!.GetValue<string>().StartsWith("sonde", StringComparison.Ordinal)))
                AssertOursAlone(ours!["fieldsV1"]!.AsObject());
            return $"{item["kind"]}/{metadata["name"]} {item["spec"]!.ToJsonString()} {metadata["labels"]?.ToJsonString()} {annotations.ToJsonString()} {metadata["generation"]}";
        }).Order(StringComparer.Ordinal));
    }

    private static void AssertOursAlone(JsonObject fields)
    {
        Assert.Subset(new HashSet<string>(StringComparer.Ordinal) { "f:status", "f:metadata" }, fields.Select(f => f.Key).ToHashSet(StringComparer.Ordinal));
        if (fields["f:metadata"] is JsonObject metadata)
            Assert.Equal(["f:finalizers"], metadata.Select(m => m.Key));
    }
}
