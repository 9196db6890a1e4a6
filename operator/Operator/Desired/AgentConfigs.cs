using System.Net;
using Sonde.Agent.Core.Config;
using Sonde.Operator.Accounts;
using Sonde.Operator.Api;
using Sonde.Operator.Engines;
using HttpAuth = Sonde.Agent.Core.Config.HttpAuth;
using RemoteWriteProtocol = Sonde.Agent.Core.Config.RemoteWriteProtocol;

namespace Sonde.Operator.Desired;

/// <summary>What the agents of one function run: its pipeline, by the profile of its engine. Holds no secret, only names of variables.</summary>
internal static class AgentConfigs
{
    private const string DefaultInterval = "15s";
    private const string DefaultTimeout = "10s";
    private const string DefaultBatchDeadline = "5s";
    private const int DefaultMaxSamples = 2000;
    private const string Exporter = "prometheusremotewrite/";

    /// <summary>The configuration as text: the collector's file.</summary>
    public static string Text(MetricsPipeline pipeline, LlmFunction function, FunctionIdentity identity, IReadOnlyList<PipelineDestination> destinations)
    {
        var variables = new HashSet<string>(StringComparer.Ordinal) { ConfigEnvironment.InstanceIdVariable };
        variables.UnionWith(destinations.SelectMany(d => new[] { d.UsernameVariable, d.PasswordVariable, d.TokenVariable }));
        return OtelConfigText.Write(Of(pipeline, function, identity, destinations), variables);
    }

    private static AgentConfig Of(MetricsPipeline pipeline, LlmFunction function, FunctionIdentity identity, IReadOnlyList<PipelineDestination> destinations) => new()
    {
        ScrapeJobs = pipeline.Spec.Targets.Where(t => Applies(t, function)).Select(t => Job(t, pipeline, function, identity)).ToEquatableArray(),
        RemoteWrites = destinations.Select(d => RemoteWrite(d, pipeline)).ToEquatableArray(),
        LogLevel = pipeline.Spec.Agent?.LogLevel switch
        {
            Api.AgentLogLevel.Error => Agent.Core.Config.AgentLogLevel.Error,
            Api.AgentLogLevel.Warning => Agent.Core.Config.AgentLogLevel.Warn,
            Api.AgentLogLevel.Debug => Agent.Core.Config.AgentLogLevel.Debug,
            _ => Agent.Core.Config.AgentLogLevel.Info,
        },
        Extras = new() { Proxy = ProxyPorts.Of(function) is { } ports ? Proxy(ports, pipeline, function) : null },
    };

    private static ProxyOptions Proxy(ProxyPorts ports, MetricsPipeline pipeline, LlmFunction function) => new()
    {
        Listen = new(IPAddress.Any, ports.Listen),
        Engine = new(IPAddress.Loopback, ports.Engine),
        PushWithin = pipeline.Spec.Flush?.InsideRequest == false ? TimeSpan.Zero : new ProxyOptions().PushWithin,
        HidePaths = function.Spec.Observability!.Proxy?.ExposeMetrics == true ? [] : null,
        PreStop = PreStopHook.Options(function),
        // The operator sets no hook of this kind: one that is there is somebody's who wants it.
        ForwardInitialize = true,
    };

    /// <summary>An inference engine's target applies to functions of that engine; one without engine to every function whose engine has a page.</summary>
    private static bool Applies(ScrapeTarget target, LlmFunction function) => target.Engine is { } engine
        ? !EngineProfiles.IsInferenceEngine(engine) || engine == function.Spec.Engine
        : target.Path is not null || (function.Spec.Engine is { } own && EngineProfiles.Find(own)?.Path is not null);

    private static ScrapeJob Job(ScrapeTarget target, MetricsPipeline pipeline, LlmFunction function, FunctionIdentity identity)
    {
        var engine = target.Engine ?? function.Spec.Engine;
        var profile = engine is { } known ? EngineProfiles.Find(known) : null;
        var port = Port(target, profile, function);
        var interval = EffectivePolicies.Duration(target.Interval ?? DefaultInterval);
        var timeout = EffectivePolicies.Duration(target.Timeout ?? DefaultTimeout);
        return new()
        {
            // The engine's own page bears the function's name, as the job in a dashboard does; other pages stand beside it.
            JobName = IsEnginePage(target) ? identity.FunctionName : $"{identity.FunctionName}/{target.Name}",
            Targets = [new($"127.0.0.1:{port}", TargetLabels(target, identity))],
            Interval = interval,
            Timeout = target.Timeout is null && timeout > interval ? interval : timeout,
            MetricsPath = target.Path ?? profile?.Path ?? "/metrics",
            MetricRelabelRules = Rules(target, profile),
            SampleLimit = Smallest(pipeline.Spec.Limits?.MaxSamplesPerScrape, pipeline.Spec.Limits?.MaxSeries),
            LabelValueLengthLimit = pipeline.Spec.Limits?.MaxLabelLength ?? 0,
        };
    }

    /// <summary>Where the page is. Behind the function's own port is the agent itself where it stands before the engine.</summary>
    private static int Port(ScrapeTarget target, EngineProfile? profile, LlmFunction function)
    {
        var port = target.Port ?? profile?.Port ?? function.Spec.Container?.Port ?? ContainerSpec.DefaultPort;
        return ProxyPorts.Of(function) is { } ports && port == ports.Listen ? ports.Engine : port;
    }

    private static bool IsEnginePage(ScrapeTarget target) => target.Engine is not { } engine || EngineProfiles.IsInferenceEngine(engine);

    private static long Smallest(params int?[] limits) => limits.Min() ?? 0;

    private static EquatableArray<LabelPair> TargetLabels(ScrapeTarget target, FunctionIdentity identity)
    {
        var labels = new SortedDictionary<string, string>(target.Labels ?? [], StringComparer.Ordinal)
        {
            ["instance"] = $"${{env:{ConfigEnvironment.InstanceIdVariable}}}",
            ["function"] = identity.FunctionName,
            ["region"] = identity.Region,
            ["account"] = identity.AccountId,
        };
        return labels.Select(l => new LabelPair(l.Key, l.Value)).ToEquatableArray();
    }

    private static EquatableArray<RelabelRule> Rules(ScrapeTarget target, EngineProfile? profile)
    {
        var rules = new List<RelabelRule>();
        if (target.Keep is { Count: > 0 } keep)
            rules.Add(ByName(RelabelAction.Keep, keep));
        if ((target.Drop ?? profile?.Drop) is { Count: > 0 } drop)
            rules.Add(ByName(RelabelAction.Drop, drop));
        return rules.ToEquatableArray();
    }

    private static RelabelRule ByName(RelabelAction action, IReadOnlyList<string> names) => new()
    {
        Action = action,
        SourceLabels = ["__name__"],
        Regex = names.Count == 1 ? names[0] : string.Join('|', names.Select(n => $"(?:{n})")),
    };

    private static RemoteWriteDestination RemoteWrite(PipelineDestination destination, MetricsPipeline pipeline)
    {
        var retry = new RetryOptions();
        var queue = new QueueOptions();
        return new()
        {
            Name = Exporter + destination.Spec.Name,
            Url = destination.Url,
            Auth = AuthOf(destination),
            Protocol = destination.Spec.Protocol is Api.RemoteWriteProtocol.V2 ? RemoteWriteProtocol.V2 : RemoteWriteProtocol.V1,
            Timeout = EffectivePolicies.Duration(destination.Spec.Timeout ?? "30s"),
            Batch = new()
            {
                MaxSamples = destination.Spec.MaxSamplesPerSend ?? DefaultMaxSamples,
                Deadline = EffectivePolicies.Duration(destination.Spec.BatchDeadline ?? DefaultBatchDeadline),
            },
            Retry = pipeline.Spec.Buffer?.MaxAge is { } age ? retry with { MaxAge = EffectivePolicies.Duration(age) } : retry,
            Queue = pipeline.Spec.Buffer?.MaxBytes is { } bytes ? queue with { MaxBytes = bytes } : queue,
            ExternalLabels = (pipeline.Spec.ExternalLabels ?? []).OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => new LabelPair(l.Key, l.Value)).ToEquatableArray(),
        };
    }

    private static HttpAuth? AuthOf(PipelineDestination destination) => destination.Auth switch
    {
        null => null,
        { BearerTokenKey: not null } => new HttpAuth.Bearer($"${{env:{destination.TokenVariable}}}"),
        _ => new HttpAuth.Basic($"${{env:{destination.UsernameVariable}}}", $"${{env:{destination.PasswordVariable}}}"),
    };
}
