using Sonde.Operator.Accounts;
using Sonde.Operator.Api;
using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.FunctionCompute;
using Sonde.Operator.Desired;
using Sonde.Operator.Passes;

namespace Sonde.Operator.Reporting;

/// <summary>Closes the loop: asks the store for what a function's agents wrote, and says so in <c>AgentReporting</c>.</summary>
/// <remarks>Never gates Ready of the function: a quiet function serves as well as a talkative one. Idle is told from silent by asking whether instances run.</remarks>
internal sealed class AgentReports(IDataQuery query, Secrets secrets, TimeProvider clock)
{
    private const string DefaultStaleAfter = "10m";

    /// <summary>While first samples are awaited, or a new configuration, the store is asked this often.</summary>
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(4);

    /// <summary>Sets the condition.</summary>
    /// <returns>When to look again: <paramref name="interval"/>, or sooner while something is on its way.</returns>
    public async Task<TimeSpan> NoteAsync(LlmFunction function, AccountAccess account, string? missingFlag, ObservedBy observer, TimeSpan interval, CancellationToken cancellation)
    {
        var finding = missingFlag is null
            ? await FindAsync(function, account, observer, cancellation)
            : new Finding(ConditionStatus.False, Reasons.EngineMetricsOff, $"The engine needs {missingFlag} to serve metrics, and the spec holds no command to add it to; set container.command or container.args.", Settled: true);
        Conditions.Set(function.Status!, function.Metadata.Generation, ConditionTypes.AgentReporting, finding.Status, finding.Reason, finding.Message);
        return finding.Settled || interval < s_soon ? interval : s_soon;
    }

    private async Task<Finding> FindAsync(LlmFunction function, AccountAccess account, ObservedBy observer, CancellationToken cancellation)
    {
        if (observer.Destinations.FirstOrDefault(d => d.QueryUrl is not null) is not { } destination)
            return new(ConditionStatus.Unknown, Reasons.QueryUnavailable, "No destination of the pipeline can be asked; give its PrometheusInstance a queryUrl.", Settled: true);

        var name = function.Status!.FunctionName!;
        var staleAfter = EffectivePolicies.Duration(observer.Pipeline.Spec.Readiness?.StaleAfter ?? DefaultStaleAfter);
        IReadOnlyList<DataSample> running;
        try
        {
            var credentials = secrets.StoreCredentials(function.Metadata.NamespaceProperty, destination.Auth, $"MetricsPipeline {observer.Pipeline.Metadata.Name}");
            running = await query.QueryAsync(new(destination.QueryUrl!, credentials?.Authorization), RunningConfigs(name, account, staleAfter), cancellation);
        }
        catch (DataQueryException e)
        {
            return new(ConditionStatus.Unknown, Reasons.QueryUnavailable, e.Message, Settled: true);
        }

        if (running.Count > 0)
            return Reporting(running, observer.ConfigHash);

        try
        {
            var instances = await account.Cloud.Functions.ListInstancesAsync(name, null, cancellation);
            return instances.Count == 0 ? Idle() : Silence(function, instances, staleAfter);
        }
        catch (CloudException e)
        {
            return new(ConditionStatus.Unknown, Reasons.QueryUnavailable, $"No samples came, and whether instances run cannot be asked: {e.Message}", Settled: true);
        }
    }

    /// <summary>Configurations that agents of the function reported within <paramref name="within"/>, newest report first to be seen as a value.</summary>
    private static string RunningConfigs(string function, AccountAccess account, TimeSpan within)
    {
        var selector = $"sonde_agent_config_info{{function=\"{function}\",account=\"{account.AccountId}\",region=\"{account.Region}\"}}";
        return $"max by (hash) (max_over_time(timestamp({selector})[{within.TotalSeconds:0}s:5s]))";
    }

    private static Finding Reporting(IReadOnlyList<DataSample> running, string wanted)
    {
        var newest = running.MaxBy(s => s.Value)!.Labels.GetValueOrDefault("hash");
        return newest == wanted
            ? new(ConditionStatus.True, Reasons.Reporting, "Samples arrive, with the wanted configuration.", Settled: true)
            : new(ConditionStatus.False, Reasons.OutdatedConfig, $"Samples arrive, from configuration {newest}; {wanted} is wanted.", Settled: false);
    }

    private static Finding Idle() => new(ConditionStatus.True, Reasons.IdleNoInstances, "No instance runs; there is nothing to report.", Settled: true);

    /// <summary>No sample came for <paramref name="staleAfter"/>. That counts once an instance has run for as long: a new one has a model to load.</summary>
    private Finding Silence(LlmFunction function, IReadOnlyList<Instance> instances, TimeSpan staleAfter)
    {
        var wasSilent = Conditions.Find(function.Status, ConditionTypes.AgentReporting)?.Reason is Reasons.Silent;
        var oldest = instances.Min(i => i.CreatedTimeMs) is { } created ? clock.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(created) : staleAfter;
        return wasSilent || oldest >= staleAfter
            ? new(ConditionStatus.False, Reasons.Silent, $"Instances run, but no sample came for {staleAfter.TotalMinutes:0.#} minutes.", Settled: true)
            : new(ConditionStatus.Unknown, Reasons.AwaitingSamples, "Instances run; their first samples are on their way.", Settled: false);
    }

    private sealed record Finding(ConditionStatus Status, string Reason, string Message, bool Settled);
}
