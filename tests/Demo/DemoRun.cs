using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Sonde.Testing;

namespace Sonde.Demo;

/// <summary>The main job, step by step: from <c>kubectl apply</c> to the engines' numbers in Prometheus, drift and return, and an empty cloud.</summary>
internal sealed class DemoRun(World world, Quickstart quickstart, HttpClient http, Narrator tell, DemoReport report, TimeProvider clock)
{
    private const int Questions = 20;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(90);
    private Cloud _cloud = null!;

    /// <summary>Everything up to the moment at which a person may look around.</summary>
    public async Task BuildUpAsync(CancellationToken cancellation)
    {
        await tell.StepAsync("a Kubernetes API server", () => world.StartApiServerAsync(cancellation));
        await tell.StepAsync("Prometheus, with its remote-write receiver", () => world.StartPrometheusAsync(cancellation));
        await tell.StepAsync("Alibaba Cloud (emulated), with an account, a role and a bucket that holds the model", () => world.StartCloudAsync(quickstart.WriteSeed(), cancellation));
        _cloud = new(http, world.CloudUrl);
        await tell.StepAsync("the kinds of sonde.dev", () => ApplyKindsAsync(cancellation));
        await tell.StepAsync("the operator", () => world.StartOperatorAsync(cancellation));
        await tell.StepAsync("kubectl apply: an account, an instance, a pipeline, a function in each start mode", () => ApplyAsync(cancellation));
        await tell.StepAsync("everything is Ready", () => ReadyAsync(cancellation));
        await tell.StepAsync("the agents of the two steady functions report: started by the initializer, and as the engine's parent", () => ReportingAsync(Quickstart.Steady, cancellation));
        await ShowAsync(["get", "sonde", "-n", Quickstart.Namespace], cancellation);
    }

    /// <summary>Traffic, and the proof that its numbers arrive.</summary>
    public async Task ProveAsync(CancellationToken cancellation)
    {
        await tell.StepAsync($"{Questions} chat completions through the trigger URLs, every third as a stream", () => AskAsync(cancellation));
        await tell.StepAsync("two scrapes after the last answer have arrived; PromQL agrees with the answers' usage", () => CompareAsync(cancellation));
        tell.Say(string.Create(CultureInfo.InvariantCulture, $"prompt tokens: {report.PromptTokensSent} by usage, {report.PromptTokensQueried} by {PromptTokens}"));
        await tell.StepAsync("the function without a provisioned instance answers and freezes; its agent, a proxy, has pushed before", () => FreezeAsync(cancellation));
        await tell.StepAsync("its metrics page is hidden from callers; where one is not, the status warns", () => HideAsync(cancellation));
        await tell.StepAsync("somebody changes a function in the console: seen, shown, put back", () => DriftAsync(cancellation));
        await ShowAsync(["get", "llmfn", Quickstart.Steady[0], "-n", Quickstart.Namespace, "-o", """jsonpath={range .status.drift.fields[*]}{.component} {.path}: declared {.declared}, was {.actual}: {.action}{end}"""], cancellation);
    }

    /// <summary>Deletes everything and looks at what is left.</summary>
    public async Task TearDownAsync(string overlay, CancellationToken cancellation)
    {
        await tell.StepAsync("kubectl delete: everything", async () =>
            (await world.Kubectl.RunAsync(cancellation, "delete", "-k", overlay, "--wait=true", "--timeout=90s")).OrThrow());
        await tell.StepAsync("the agents that are their engine's parent saw the end: their series have ended with stale markers", () => EndedAsync(cancellation));
        await tell.StepAsync("the cloud is empty but for the Prometheus instance, whose history outlives its object", () => EmptyAsync(cancellation));
    }

    private const string MetricsExposed = """{.status.conditions[?(@.type=="MetricsExposed")].message}""";

    private const string PromptTokens = """sum({__name__=~"(vllm|sglang):prompt_tokens_total", function=~"qwen3-vllm|qwen3-sglang"})""";

    private async Task ApplyKindsAsync(CancellationToken cancellation)
    {
        (await world.Kubectl.RunAsync(cancellation, "apply", "--server-side", "-f", RepositoryRoot.Combine("crds"))).OrThrow();
        (await world.Kubectl.RunAsync(cancellation, "wait", "--for=condition=Established", "crd", "-l", "app.kubernetes.io/part-of=sonde", "--timeout=30s")).OrThrow();
    }

    private async Task ApplyAsync(CancellationToken cancellation) =>
        (await world.Kubectl.RunAsync(cancellation, "apply", "-k", quickstart.WriteOverlay(world.CloudUrl))).OrThrow();

    private async Task ReadyAsync(CancellationToken cancellation) =>
        (await world.Kubectl.RunAsync(cancellation, "wait", "--for=condition=Ready", "cloudaccounts,prometheusinstances,metricspipelines,llmfunctions", "--all", "-n", Quickstart.Namespace, "--timeout=90s")).OrThrow();

    private async Task ReportingAsync(IReadOnlyList<string> functions, CancellationToken cancellation)
    {
        report.Functions = Quickstart.Steady.Count + 1;
        await Eventually.TrueAsync($"AgentReporting is True with reason Reporting on {string.Join(", ", functions)}", s_patience, async token =>
        {
            var reasons = await Task.WhenAll(functions.Select(f => FieldAsync(f, """{.status.conditions[?(@.type=="AgentReporting")].reason}""", token)));
            report.AgentsReporting = reasons.Count(r => r == "Reporting");
            return report.AgentsReporting == functions.Count ? true : throw new InvalidOperationException(string.Join(", ", reasons));
        }, cancellation);
    }

    private async Task AskAsync(CancellationToken cancellation)
    {
        var chat = new ChatClient(http);
        var urls = await Task.WhenAll(Quickstart.Steady.Select(f => UrlAsync(f, cancellation)));
        for (var i = 0; i < Questions; i++)
        {
            var (function, prompt) = (urls[i % urls.Length], $"Question {i}: what does a sonde measure, and why on every instance?");
            report.PromptTokensSent += i % 3 == 0
                ? await chat.AskStreamingAsync(function, Quickstart.Model, prompt, cancellation)
                : await chat.AskAsync(function, Quickstart.Model, prompt, cancellation);
        }
    }

    /// <summary>A scrape that began after the last answer has seen it; the second one shows that the number stands.</summary>
    private async Task CompareAsync(CancellationToken cancellation)
    {
        var asked = clock.GetUtcNow();
        for (var scrape = 0; scrape < 2; scrape++)
        {
            var after = asked.ToUnixTimeMilliseconds() / 1000.0;
            await Eventually.TrueAsync("a scrape after the last answer has arrived from every steady function", s_patience, async token =>
            {
                var newest = await world.Prometheus.QueryAsync("""min(max by (function) (timestamp(up{function=~"qwen3-vllm|qwen3-sglang"})))""", token);
                if (newest.Count == 0 || newest[0].Value <= after)
                    return false;

                asked = DateTimeOffset.FromUnixTimeMilliseconds((long)(newest[0].Value * 1000));
                return true;
            }, cancellation);
        }

        report.PromptTokensQueried = (long)(await world.Prometheus.ValueAsync(PromptTokens, cancellation) ?? -1);
    }

    private async Task FreezeAsync(CancellationToken cancellation)
    {
        var frozen = new FrozenFunction(await UrlAsync(Quickstart.OnDemand, cancellation), world.Prometheus, _cloud, http, clock);
        await frozen.AskAsync(cancellation);
        report.PromptTokensSent += frozen.TokensSent;
        report.PromptTokensQueried += frozen.TokensQueried;
        tell.Say(string.Create(CultureInfo.InvariantCulture, $"{Quickstart.OnDemand}: {frozen.Asked} answers, {frozen.TokensSent} prompt tokens by usage, {frozen.TokensQueried} in Prometheus; its instance is {frozen.State}"));

        (await world.Kubectl.RunAsync(cancellation, "annotate", "llmfn", Quickstart.OnDemand, "-n", Quickstart.Namespace, "sonde.dev/reconcile-requested-at=demo")).OrThrow();
        await ReportingAsync([.. Quickstart.Steady, Quickstart.OnDemand], cancellation);
    }

    private async Task HideAsync(CancellationToken cancellation)
    {
        var open = await FrozenFunction.MetricsAsync(http, await UrlAsync(Quickstart.Steady[0], cancellation), cancellation);
        var hidden = await FrozenFunction.MetricsAsync(http, await UrlAsync(Quickstart.OnDemand, cancellation), cancellation);
        var warning = await FieldAsync(Quickstart.Steady[0], MetricsExposed, cancellation);
        var none = await FieldAsync(Quickstart.OnDemand, MetricsExposed, cancellation);
        tell.Say($"GET /metrics: {(int)open} of {Quickstart.Steady[0]}, {(int)hidden} of {Quickstart.OnDemand}");
        tell.Say($"{Quickstart.Steady[0]} MetricsExposed: {warning}");
        report.MetricsHidden = (open, hidden) == (HttpStatusCode.OK, HttpStatusCode.NotFound) && warning.Length > 0 && none.Length == 0;
    }

    private async Task DriftAsync(CancellationToken cancellation)
    {
        var function = Quickstart.Steady[0];
        var declared = (await _cloud.FunctionAsync(function, cancellation))["timeout"]!.GetValue<int>();
        await _cloud.ChangeFunctionAsync(function, new JsonObject { ["timeout"] = declared / 2 }, cancellation);
        tell.Say(string.Create(CultureInfo.InvariantCulture, $"{function}: timeout {declared} changed to {declared / 2} behind the operator's back"));

        await Eventually.TrueAsync("status.drift names timeoutSeconds", s_patience, async token =>
            (await FieldAsync(function, "{.status.drift.fields[*].path}", token)).Contains("timeoutSeconds", StringComparison.Ordinal), cancellation);
        report.DriftDetected = true;
        await Eventually.TrueAsync($"the cloud says timeout {declared} again", s_patience, async token =>
            (await _cloud.FunctionAsync(function, token))["timeout"]!.GetValue<int>() == declared, cancellation);
        report.DriftCorrected = true;
    }

    /// <summary>A series that nobody ends stays in the answers for five minutes.</summary>
    private Task EndedAsync(CancellationToken cancellation) =>
        Eventually.TrueAsync($"no series of {Quickstart.Steady[1]} and {Quickstart.OnDemand} goes on", s_patience, async token =>
            await world.Prometheus.ValueAsync($$"""count({function=~"{{Quickstart.Steady[1]}}|{{Quickstart.OnDemand}}"}) or vector(0)""", token) == 0, cancellation);

    private async Task EmptyAsync(CancellationToken cancellation)
    {
        var left = await _cloud.OwnedAsync(cancellation);
        var orphans = left.Where(l => l.StartsWith(Cloud.Instance, StringComparison.Ordinal)).ToList();
        report.Leftovers = left.Count - (orphans.Count == 1 ? 1 : 0);
        foreach (var item in left)
            tell.Say(item + (orphans.Count == 1 && orphans.Contains(item) ? " (orphaned, as its policy says)" : " IS LEFT"));
    }

    private async Task<Uri> UrlAsync(string function, CancellationToken cancellation)
    {
        var url = await FieldAsync(function, "{.status.urls.public}", cancellation);
        return url.Length > 0 ? new Uri(url.TrimEnd('/') + "/") : throw new InvalidOperationException($"LlmFunction {function} has no status.urls.public.");
    }

    private async Task<string> FieldAsync(string function, string path, CancellationToken cancellation) =>
        (await world.Kubectl.RunAsync(cancellation, "get", "llmfn", function, "-n", Quickstart.Namespace, "-o", $"jsonpath={path}")).OrThrow().Output.Trim();

    private async Task ShowAsync(IReadOnlyList<string> arguments, CancellationToken cancellation) =>
        tell.Show($"kubectl {string.Join(' ', arguments)}", (await world.Kubectl.RunAsync(cancellation, arguments)).OrThrow().Output);
}
