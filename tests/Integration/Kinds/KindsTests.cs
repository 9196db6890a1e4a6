using System.Text.Json.Nodes;
using k8s;
using k8s.Autorest;
using Sonde.Operator.Api;
using Sonde.Operator.Api.Schema;
using Sonde.Testing;
using YamlDotNet.RepresentationModel;

namespace Sonde.Integration.Kinds;

/// <summary>A real API server takes our kinds, and holds users to their rules.</summary>
public sealed class KindsTests(ApiServerFixture api) : IAsyncLifetime
{
    private string _ns = "default";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<int, string> Invalid =>
        new(Example.Of("invalid").Select(example => new TheoryDataRow<int, string>(example.Index, $"{example.Kind}: {example.Expected}")));

    public async ValueTask InitializeAsync() => await InstalledKinds.InstallAsync(api, Cancellation);

    public async ValueTask DisposeAsync()
    {
        if (_ns != "default")
            await api.Client.CoreV1.DeleteNamespaceAsync(_ns, cancellationToken: CancellationToken.None);
    }

    [Fact]
    public async Task Every_valid_example_is_accepted_and_comes_back_as_it_was_written()
    {
        _ns = await api.CreateNamespaceAsync(Cancellation);
        foreach (var example in Example.Of("valid"))
        {
            var stored = await CreateAsync(example, dryRun: null);

            Assert.True(JsonNode.DeepEquals(example.Body["spec"], stored["spec"]), $"The server changed the spec of {example.Kind} {example.Name}: {stored["spec"]}");
            Assert.Equal("""{"observedGeneration":-1}""", stored["status"]!.ToJsonString());
        }
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public async Task An_invalid_example_is_refused_with_the_words_of_its_rule(int index, string rule)
    {
        var example = Example.Of("invalid")[index];

        var refusal = await Assert.ThrowsAsync<HttpOperationException>(() => CreateAsync(example, dryRun: "All"));

        Assert.True(refusal.Response.Content.Contains(Quoted(example.Expected!), StringComparison.Ordinal), $"{rule}: {refusal.Response.Content}");
    }

    [Fact]
    public async Task Changes_are_let_through_or_refused_as_the_examples_say()
    {
        _ns = await api.CreateNamespaceAsync(Cancellation);
        foreach (var example in Example.Of("transitions"))
        {
            if (!example.IsUpdate)
            {
                await CreateAsync(example, dryRun: null);
            }
            else if (example.Expected is { } expected)
            {
                var refusal = await Assert.ThrowsAsync<HttpOperationException>(() => ReplaceAsync(example));
                Assert.Contains(Quoted(expected), refusal.Response.Content, StringComparison.Ordinal);
            }
            else
            {
                await ReplaceAsync(example);
            }
        }
    }

    [Fact]
    public void Every_rule_is_broken_by_an_example()
    {
        var broken = Example.Of("invalid").Concat(Example.Of("transitions")).Where(example => example.Expected is not null).ToLookup(example => example.Kind, example => example.Expected!);

        var untested = CrdWriter.Kinds.SelectMany(kind => Messages(kind).Where(message => !broken[kind.Name].Contains(message)).Select(message => $"{kind.Name}: {message}"));

        Assert.Empty(untested);
    }

    [Fact]
    public async Task One_word_lists_every_kind_of_every_namespace()
    {
        _ns = await api.CreateNamespaceAsync(Cancellation);
        foreach (var example in Example.Of("valid"))
            await CreateAsync(example, dryRun: null);

        var table = (await api.Kubectl.RunAsync(Cancellation, "get", "sonde", "-n", _ns)).OrThrow().Output;
        var functions = (await api.Kubectl.RunAsync(Cancellation, "get", "llmfn", "-A", "-o", "wide")).OrThrow().Output;

        Assert.All(["cloudaccount", "prometheusinstance", "metricspipeline", "llmfunction"], kind => Assert.Contains($"{kind}.sonde.dev/", table, StringComparison.Ordinal));
        Assert.Equal(
            ["NAMESPACE", "NAME", "READY", "REASON", "REPORTING", "DRIFT", "FUNCTION", "AGE", "ENGINE", "IMAGE", "URL", "MESSAGE"],
            functions.Split('\n')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task A_column_shows_what_the_status_says()
    {
        _ns = await api.CreateNamespaceAsync(Cancellation);
        await CreateAsync(Example.Of("valid").First(example => example.Kind == nameof(LlmFunction)), dryRun: null);
        var status = new LlmFunctionStatus
        {
            ObservedGeneration = 1,
            FunctionName = "qwen3-32b",
            Drift = new() { State = DriftState.InSync },
            Conditions =
            [
                Condition(ConditionTypes.Ready, ConditionStatus.True, Reasons.UpToDate),
                Condition(ConditionTypes.AgentReporting, ConditionStatus.True, Reasons.IdleNoInstances),
            ],
        };

        var patch = new JsonObject { ["status"] = JsonNode.Parse(KubernetesJson.Serialize(status)) };
        (await api.Kubectl.RunAsync(Cancellation, "patch", "llmfn", "qwen3-32b", "-n", _ns, "--subresource=status", "--type=merge", "-p", patch.ToJsonString())).OrThrow();
        var row = (await api.Kubectl.RunAsync(Cancellation, "get", "llmfn", "qwen3-32b", "-n", _ns, "--no-headers")).OrThrow().Output;

        Assert.Equal(["qwen3-32b", "True", "UpToDate", "IdleNoInstances", "InSync", "qwen3-32b"], row.Split(' ', StringSplitOptions.RemoveEmptyEntries)[..6]);
    }

    [Fact]
    public async Task Explain_tells_a_user_what_a_field_means_and_what_happens_without_it()
    {
        var explained = "";
        await Eventually.PassesAsync("kubectl explain knows the kind", TimeSpan.FromSeconds(30), async token =>
            explained = (await api.Kubectl.RunAsync(token, "explain", "llmfn.spec.observability")).OrThrow().Output, Cancellation);

        Assert.Contains("enum: Initializer, Entrypoint, Proxy", explained, StringComparison.Ordinal);
        Assert.Contains("Initializer when absent", string.Join(' ', explained.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Contains("pipelineRef\t<Object> -required-", explained, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_quickstart_is_accepted_as_it_stands()
    {
        var folder = RepositoryRoot.Combine("docs", "examples", "quickstart");
        (await api.Kubectl.RunAsync(Cancellation, "apply", "-f", Path.Combine(folder, "00-namespace.yaml"))).OrThrow();

        var applied = (await api.Kubectl.RunAsync(Cancellation, "apply", "--dry-run=server", "-f", folder)).OrThrow().Output;

        Assert.Equal(9, applied.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(3, applied.Split("llmfunction.sonde.dev/").Length - 1);
    }

    private static Condition Condition(string type, ConditionStatus status, string reason) =>
        new() { Type = type, Status = status, Reason = reason, Message = "m", LastTransitionTime = new(2026, 11, 25, 8, 0, 11, TimeSpan.Zero) };

    // The server's answer is JSON: quotes and angle brackets of a message are escaped in it.
    private static string Quoted(string text) => text.Replace("\"", "\\\"", StringComparison.Ordinal);

    private static IEnumerable<string> Messages(Type kind)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(CrdWriter.Yaml(kind)));
        return stream.Documents[0].RootNode.AllNodes.OfType<YamlMappingNode>()
            .Where(map => map.Children.ContainsKey("rule") && map.Children.ContainsKey("message"))
            .Select(map => ((YamlScalarNode)map["message"]).Value!)
            .Distinct(StringComparer.Ordinal);
    }

    private async Task<JsonObject> CreateAsync(Example example, string? dryRun)
    {
        var answer = await api.Client.CustomObjects.CreateNamespacedCustomObjectWithHttpMessagesAsync(
            example.Body, SondeApi.Group, SondeApi.Version, _ns, example.Plural, dryRun: dryRun, fieldValidation: "Strict", cancellationToken: Cancellation);
        return JsonNode.Parse(answer.Body.ToString()!)!.AsObject();
    }

    private async Task ReplaceAsync(Example example)
    {
        var stored = JsonNode.Parse((await api.Client.CustomObjects.GetNamespacedCustomObjectAsync(
            SondeApi.Group, SondeApi.Version, _ns, example.Plural, example.Name, Cancellation)).ToString()!)!;
        var wanted = example.Body.DeepClone();
        wanted["metadata"]!["resourceVersion"] = stored["metadata"]!["resourceVersion"]!.DeepClone();
        await api.Client.CustomObjects.ReplaceNamespacedCustomObjectAsync(
            wanted, SondeApi.Group, SondeApi.Version, _ns, example.Plural, example.Name, cancellationToken: Cancellation);
    }
}
