using Sonde.Agent.Core.Config;
using Sonde.Operator.Accounts;
using Sonde.Operator.Api;
using Sonde.Operator.Artifacts;
using Sonde.Operator.Cloud;
using Sonde.Operator.Desired;
using Sonde.Operator.Drift;
using Sonde.Operator.Kube;
using Sonde.Operator.Passes;

namespace Sonde.Operator.Reconcile;

/// <summary>Publishes the agent and one configuration a function, and says which function runs which.</summary>
internal sealed class MetricsPipelineReconciler(
    AccountResolver accounts, Destinations destinations, IStore<MetricsPipeline> pipelines, IStore<LlmFunction> functions, AgentRelease release, TimeProvider clock) : IReconciler<MetricsPipeline>
{
    /// <summary>Index over functions: the pipeline that they name, as namespace/name.</summary>
    public const string ByPipeline = "pipeline";

    private const int DefaultKeep = 2;

    public Task<Outcome> ReconcileAsync(MetricsPipeline entity, CancellationToken cancellation) => Outcomes.OfAsync(async () =>
    {
        var status = entity.Status ??= new();
        if (Pause.Holds(entity))
            return new Outcome.Settled(Outcomes.Rarely);

        Unsupported.Refuse(entity, release.Version);
        if (PrefixOwner.Other(entity, pipelines.List()) is { } other)
        {
            return new Outcome.Stalled(
                Reasons.InvalidSpec,
                $"spec.artifacts.prefix lies in or around that of MetricsPipeline {other.Metadata.NamespaceProperty}/{other.Metadata.Name} in the same bucket; make this one anew with another prefix, or delete that one.",
                Outcomes.Later);
        }

        var account = await accounts.RequireAsync(entity, entity.Spec, status, cancellation);
        status.Effective = EffectivePolicies.Of(entity.Spec.Management, account, DeletionPolicy.Delete);
        var configs = Render(entity, account, ResolveDestinations(entity));
        await PublishAsync(entity, account.Cloud, configs, cancellation);
        Bind(entity, configs);
        return Concluded(entity, EffectivePolicies.Duration(status.Effective.Interval!));
    });

    public Task<Outcome> FinalizeAsync(MetricsPipeline entity, CancellationToken cancellation) => Outcomes.OfAsync(async () =>
    {
        if (Pause.Holds(entity))
            return new Outcome.Settled(TimeSpan.Zero);
        if (entity.Spec.Management?.DeletionProtection == true)
            return new Outcome.Stalled(Reasons.DeletionBlocked, "management.deletionProtection is true; set it to false to let the deletion go on.", NextLook: null);
        if (Users(entity) is { Count: > 0 } users)
            return new Outcome.Stalled(Reasons.DeletionBlocked, $"Used by LlmFunction {string.Join(", ", users.Select(u => u.Metadata.Name).Order(StringComparer.Ordinal).Take(5))}; delete them or name another pipeline there.", Outcomes.Later);

        var account = await accounts.FindAsync(entity, entity.Spec, cancellation);
        if (account is null && entity.Status?.ExternalId is null)
            return new Outcome.Settled(TimeSpan.Zero);
        if (account is null)
            throw Outcomes.NotFound($"The account of bucket {entity.Spec.Artifacts.Bucket} is gone; create it again to remove the artifacts, or set management.deletionPolicy Orphan.");
        if (EffectivePolicies.Of(entity.Spec.Management, account, DeletionPolicy.Delete) is { DeletionPolicy: DeletionPolicy.Delete, Policy: not ManagementPolicy.Observe }
            && PrefixOwner.Other(entity, pipelines.List()) is null)
        {
            await RemoveAsync(entity, account, cancellation);
        }

        return new Outcome.Settled(TimeSpan.Zero);
    });

    private IReadOnlyCollection<LlmFunction> Users(MetricsPipeline entity) =>
        functions.ByIndex(ByPipeline, $"{entity.Metadata.NamespaceProperty}/{entity.Metadata.Name}");

    private IReadOnlyList<RenderedConfig> Render(MetricsPipeline entity, AccountAccess account, IReadOnlyList<PipelineDestination> to)
    {
        var generation = entity.Metadata.Generation;
        try
        {
            var configs = PipelineConfigs.Render(entity, Users(entity), account, to);
            Conditions.Set(entity.Status!, generation, ConditionTypes.ConfigValid, ConditionStatus.True, Reasons.Rendered, $"{configs.Count} configurations rendered.");
            return configs;
        }
        catch (ReconcileStopped stopped) when (stopped.Outcome is Outcome.Stalled s)
        {
            Conditions.Set(entity.Status!, generation, ConditionTypes.ConfigValid, ConditionStatus.False, Reasons.InvalidConfig, s.Message);
            throw;
        }
    }

    private IReadOnlyList<PipelineDestination> ResolveDestinations(MetricsPipeline entity)
    {
        try
        {
            var resolved = destinations.Of(entity);
            Conditions.Set(entity.Status!, entity.Metadata.Generation, ConditionTypes.PrometheusReady, ConditionStatus.True, Reasons.DependencyReady, "Every destination has an address.");
            return resolved;
        }
        catch (ReconcileStopped stopped) when (stopped.Outcome is Outcome.Progressing p)
        {
            Conditions.Set(entity.Status!, entity.Metadata.Generation, ConditionTypes.PrometheusReady, ConditionStatus.False, p.Reason, p.Message);
            throw;
        }
    }

    private async Task PublishAsync(MetricsPipeline entity, ICloud cloud, IReadOnlyList<RenderedConfig> configs, CancellationToken cancellation)
    {
        var status = entity.Status!;
        var generation = entity.Metadata.Generation;
        var layout = new ArtifactLayout(entity);
        var publisher = new ArtifactPublisher(cloud.Objects, layout) { PutsBack = status.Effective!.DriftPolicy is DriftPolicy.Correct };
        try
        {
            await RequireBucketAsync(entity, cloud, cancellation);
            status.ExternalId = $"oss://{layout.Bucket}/{layout.MarkerKey}";
            status.ExternalName = layout.Bucket;
            await publisher.MarkerAsync(cancellation);
            await publisher.ReleaseAsync(release, cancellation);
            foreach (var config in configs)
                await publisher.ConfigAsync(config.Key, config.Content, cancellation);
            await publisher.RemoveOtherConfigsAsync(configs.Select(c => c.Key).ToHashSet(StringComparer.Ordinal), cancellation);
            await publisher.RemoveOldReleasesAsync(release.Digest, Users(entity).Select(u => u.Status?.ArtifactDigest).OfType<string>(), entity.Spec.Agent?.Keep ?? DefaultKeep, cancellation);
        }
        catch (CloudException e)
        {
            Conditions.Set(status, generation, ConditionTypes.ArtifactsSynced, ConditionStatus.False, Reasons.UploadFailed, e.Message);
            throw;
        }

        status.AgentDigest = release.Digest;
        status.AgentVersion = release.Version;
        status.Artifacts = publisher.Published;
        Conditions.Set(status, generation, ConditionTypes.ArtifactsSynced, ConditionStatus.True, Reasons.DigestPublished, $"Agent {release.Version} and {configs.Count} configurations are in bucket {layout.Bucket}.");
        NoteDrift(status, generation, publisher.Changed);
    }

    private static async Task RequireBucketAsync(MetricsPipeline entity, ICloud cloud, CancellationToken cancellation)
    {
        var bucket = entity.Spec.Artifacts.Bucket;
        if (await cloud.Objects.FindBucketAsync(bucket, cancellation) is not null)
            return;
        if (entity.Spec.Artifacts.CreateBucket is not BucketCreation.IfMissing)
            throw Outcomes.NotFound($"Bucket {bucket} does not exist; create it, mend spec.artifacts.bucket, or set spec.artifacts.createBucket IfMissing.");

        await cloud.Objects.CreateBucketAsync(bucket, cancellation);
    }

    private void NoteDrift(MetricsPipelineStatus status, long? generation, List<string> changed)
    {
        var now = clock.GetUtcNow();
        List<FieldDifference> differences = [.. changed.Select(key => new FieldDifference("Artifact", key, "published content", "another content"))];
        switch (status.Effective!.DriftPolicy)
        {
            case DriftPolicy.Ignore:
                DriftLedger.NotChecked(status, generation);
                break;
            case var _ when changed.Count == 0:
                DriftLedger.Clean(status, generation, EffectivePolicies.Duration(status.Effective.Interval!), now);
                break;
            case DriftPolicy.Report:
                DriftLedger.Found(status, generation, differences, DriftAction.Reported, now);
                break;
            default:
                DriftLedger.PutBack(status, generation, differences, differences.Count, now);
                break;
        }
    }

    /// <summary>What each function should run. What it does run is the function's own finding.</summary>
    private void Bind(MetricsPipeline entity, IReadOnlyList<RenderedConfig> configs)
    {
        var status = entity.Status!;
        var before = status.Bindings ?? [];
        var users = Users(entity).ToDictionary(u => u.Metadata.Name, StringComparer.Ordinal);
        status.Bindings = [.. configs.Select(c => Binding(c, users[c.Function], before.Find(b => b.Function == c.Function)))];
        status.ConfigHash = ConfigHash.Of(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', configs.Select(c => c.Hash))));
        status.LastGoodConfigHash = status.ConfigHash;
        NoteReporting(entity);
    }

    private PipelineBinding Binding(RenderedConfig config, LlmFunction user, PipelineBinding? before)
    {
        var reporting = Conditions.Find(user.Status, ConditionTypes.AgentReporting);
        var state = reporting?.Reason switch
        {
            Reasons.Reporting => BindingState.Reporting,
            Reasons.OutdatedConfig => BindingState.Outdated,
            Reasons.IdleNoInstances => BindingState.Idle,
            Reasons.Silent => BindingState.Silent,
            Reasons.QueryUnavailable => BindingState.Unknown,
            _ => BindingState.Pending,
        };
        return new()
        {
            Function = config.Function,
            DesiredConfigHash = config.Hash,
            RunningConfigHash = state is BindingState.Reporting ? user.Status?.ConfigHash : before?.RunningConfigHash,
            AgentVersion = state is BindingState.Reporting ? release.Version : before?.AgentVersion,
            State = state,
            Since = before?.State == state ? before.Since : clock.GetUtcNow(),
        };
    }

    private static void NoteReporting(MetricsPipeline entity)
    {
        var bindings = entity.Status!.Bindings!;
        var bad = bindings.Find(b => b.State is BindingState.Silent or BindingState.Outdated or BindingState.Unknown or BindingState.Pending);
        var (value, reason, message) = bad switch
        {
            { State: BindingState.Silent } => (ConditionStatus.False, Reasons.Silent, $"Instances of function {bad.Function} run and send nothing."),
            { State: BindingState.Outdated } => (ConditionStatus.False, Reasons.OutdatedConfig, $"Function {bad.Function} runs an older configuration."),
            { State: BindingState.Unknown } => (ConditionStatus.Unknown, Reasons.QueryUnavailable, $"The store cannot be asked about function {bad.Function}."),
            { } => (ConditionStatus.Unknown, Reasons.AwaitingSamples, $"Function {bad.Function} has not reported yet."),
            null when bindings.Exists(b => b.State is BindingState.Reporting) => (ConditionStatus.True, Reasons.Reporting, "Every function that has instances reports."),
            null => (ConditionStatus.True, Reasons.IdleNoInstances, "No function of this pipeline has instances."),
        };
        Conditions.Set(entity.Status, entity.Metadata.Generation, ConditionTypes.AgentReporting, value, reason, message);
    }

    /// <summary>A pipeline that publishes and whose agents are silent, or run something else, does not do what it is for.</summary>
    private static Outcome Concluded(MetricsPipeline entity, TimeSpan interval) =>
        entity.Spec.Readiness?.Gate is not ReadinessGate.Never && Conditions.Find(entity.Status, ConditionTypes.AgentReporting) is { Status: ConditionStatus.False } why
            ? new Outcome.Progressing(why.Reason, why.Message, interval)
            : new Outcome.Settled(interval);

    private static async Task RemoveAsync(MetricsPipeline entity, AccountAccess account, CancellationToken cancellation)
    {
        var layout = new ArtifactLayout(entity);
        if (await account.Cloud.Objects.FindBucketAsync(layout.Bucket, cancellation) is not null)
            await new ArtifactPublisher(account.Cloud.Objects, layout).RemoveAllAsync(cancellation);
    }
}
