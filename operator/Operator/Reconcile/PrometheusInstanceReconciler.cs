using Sonde.Operator.Accounts;
using Sonde.Operator.Api;
using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.Prometheus;
using Sonde.Operator.Desired;
using Sonde.Operator.Drift;
using Sonde.Operator.Kube;
using Sonde.Operator.Passes;

namespace Sonde.Operator.Reconcile;

/// <summary>Finds or makes an instance of managed Prometheus, and puts its addresses into the status. An external store is taken as declared.</summary>
internal sealed class PrometheusInstanceReconciler(AccountResolver accounts, IStore<MetricsPipeline> pipelines, TimeProvider clock) : IReconciler<PrometheusInstance>
{
    private const string Running = "RUNNING";

    public Task<Outcome> ReconcileAsync(PrometheusInstance entity, CancellationToken cancellation) => Outcomes.OfAsync(async () =>
    {
        var status = entity.Status ??= new();
        if (Pause.Holds(entity))
            return new Outcome.Settled(Outcomes.Rarely);
        if (entity.Spec.WriteConnectionSecretToRef is not null)
            throw Outcomes.Invalid("spec.writeConnectionSecretToRef is not supported yet; read status.remoteWriteUrl and status.queryUrl instead.");
        if (entity.Spec.External is { } external)
            return Take(entity, external);

        var account = await accounts.RequireAsync(entity, entity.Spec, status, cancellation);
        status.Effective = EffectivePolicies.Of(entity.Spec.Management, account, DeletionPolicy.Orphan);
        return await ManageAsync(entity, account, cancellation);
    });

    public Task<Outcome> FinalizeAsync(PrometheusInstance entity, CancellationToken cancellation) => Outcomes.OfAsync(async () =>
    {
        if (Pause.Holds(entity))
            return new Outcome.Settled(TimeSpan.Zero);
        if (entity.Spec.Management?.DeletionProtection == true)
            return new Outcome.Stalled(Reasons.DeletionBlocked, "management.deletionProtection is true; set it to false to let the deletion go on.", NextLook: null);
        if (Users(entity) is { Count: > 0 } users)
            return new Outcome.Stalled(Reasons.DeletionBlocked, $"Used by MetricsPipeline {string.Join(", ", users.Take(5))}; delete them or name another instance there.", Outcomes.Later);
        // History is data: only a person who says Delete has it deleted.
        if (entity.Spec.External is not null || entity.Spec.Management?.DeletionPolicy is not DeletionPolicy.Delete)
            return new Outcome.Settled(TimeSpan.Zero);

        var noted = entity.Status?.ExternalId;
        var account = await accounts.FindAsync(entity, entity.Spec, cancellation);
        if (account is null && noted is null)
            return new Outcome.Settled(TimeSpan.Zero);
        if (account is null)
            throw Outcomes.NotFound($"The account of instance {noted} is gone; create it again to delete the instance, or set management.deletionPolicy Orphan.");

        if (await FindAsync(entity, account, cancellation) is { } found && Ownership.Of(TagsOf(found)) == OwnerTag(entity, account))
            await account.Cloud.Prometheus.UninstallAsync(found.ClusterId, cancellation);
        return new Outcome.Settled(TimeSpan.Zero);
    });

    private static Outcome.Settled Take(PrometheusInstance entity, ExternalPrometheus external)
    {
        entity.Status!.RemoteWriteUrl = external.RemoteWriteUrl;
        entity.Status.QueryUrl = external.QueryUrl;
        Conditions.Set(entity.Status, entity.Metadata.Generation, ConditionTypes.PrometheusReady, ConditionStatus.True, Reasons.UpToDate, "An external store, taken as declared.");
        return new(Outcomes.Rarely);
    }

    private async Task<Outcome> ManageAsync(PrometheusInstance entity, AccountAccess account, CancellationToken cancellation)
    {
        Unsupported.Refuse(entity);
        var status = entity.Status!;
        var desired = DesiredCluster(entity, account);
        var hash = DesiredHash.Of(desired, entity.Metadata.Uid);
        var gate = new DriftGate(status, entity.Metadata.Generation, hash, clock);
        if (await FindAsync(entity, account, cancellation) is not { } found)
        {
            if (!gate.MayCreate($"instance {desired.ClusterName}"))
                return new Outcome.Progressing(Reasons.DependencyNotFound, $"Instance {desired.ClusterName} does not exist, and the policies in force forbid to make it; see status.effective.", Interval(status));

            status.ExternalId = await account.Cloud.Prometheus.CreateAsync(desired, cancellation);
            status.ExternalName = desired.ClusterName;
            return Waiting(entity, status.ExternalId);
        }

        status.ExternalId = found.ClusterId;
        status.ExternalName = found.ClusterName;
        var plan = PrometheusDrift.Between(desired, found);
        Ownership.Require($"Instance {found.ClusterId}", Ownership.Of(TagsOf(found)), OwnerTag(entity, account), status.Effective!.AdoptionPolicy, plan.Differences.Count == 0);
        if (gate.MayWrite(plan.Differences))
        {
            await gate.WriteAsync(plan.Differences, () => ApplyAsync(account.Cloud.Prometheus, found.ClusterId, plan, cancellation));
            status.AppliedHash = hash;
        }

        var inside = account.Spec.Network is NetworkKind.Vpc;
        status.RemoteWriteUrl = (inside ? found.RemoteWriteIntraUrl : found.RemoteWriteInterUrl) is { Length: > 0 } write ? write : null;
        status.QueryUrl = (inside ? found.HttpApiIntraUrl : found.HttpApiInterUrl) is { Length: > 0 } read ? read : null;
        if (status.RemoteWriteUrl is null || (found.DbInstanceStatus is { Length: > 0 } state && state != Running))
            return Waiting(entity, found.ClusterId);

        Conditions.Set(status, entity.Metadata.Generation, ConditionTypes.PrometheusReady, ConditionStatus.True, Reasons.UpToDate, $"Instance {found.ClusterId} takes data.");
        return new Outcome.Settled(Interval(status));
    }

    /// <summary>By the id that was noted, else by owner tag: a create whose answer was lost is found again and not repeated.</summary>
    private static async Task<PrometheusCluster?> FindAsync(PrometheusInstance entity, AccountAccess account, CancellationToken cancellation)
    {
        if (entity.Status?.ExternalId is { } id && await account.Cloud.Prometheus.FindAsync(id, cancellation) is { } known)
            return known;

        var owned = await account.Cloud.Prometheus.ListByTagAsync([new(SondeApi.OwnerTag, OwnerTag(entity, account))], cancellation);
        return owned.OrderBy(c => c.ClusterId, StringComparer.Ordinal).FirstOrDefault();
    }

    private static async Task ApplyAsync(IManagedPrometheus prometheus, string id, PrometheusPlan plan, CancellationToken cancellation)
    {
        if (plan.Change is { } change)
            await prometheus.UpdateAsync(id, change, cancellation);
        if (plan.Tags.Count > 0)
            await prometheus.TagAsync(id, plan.Tags, cancellation);
    }

    private static NewPrometheusCluster DesiredCluster(PrometheusInstance entity, AccountAccess account)
    {
        var managed = entity.Spec.Managed!;
        if (managed.Type is not ManagedPrometheusType.RemoteWrite)
            throw Outcomes.Invalid($"spec.managed.type {managed.Type} is not supported yet; use RemoteWrite.");

        return new()
        {
            ClusterName = managed.InstanceName ?? $"{entity.Metadata.NamespaceProperty}-{entity.Metadata.Name}",
            Tags = account.TagsOf(entity.Metadata.NamespaceProperty, entity.Metadata.Name, entity.Metadata.Uid, managed.Tags),
            StorageDuration = managed.RetentionDays,
            ArchiveDuration = managed.ArchiveDays,
            PaymentType = managed.Billing switch { PrometheusBilling.ByReportedSamples => "POSTPAY", PrometheusBilling.ByWrittenBytes => "POSTPAY_GB", _ => null },
            ResourceGroupId = managed.ResourceGroupId,
        };
    }

    private static Outcome.Progressing Waiting(PrometheusInstance entity, string id)
    {
        var message = $"Instance {id} is being prepared by the service.";
        Conditions.Set(entity.Status!, entity.Metadata.Generation, ConditionTypes.PrometheusReady, ConditionStatus.False, Reasons.WaitingForCloud, message);
        return new(Reasons.WaitingForCloud, message, Outcomes.Soon);
    }

    private List<string> Users(PrometheusInstance entity) =>
        [.. pipelines.List()
            .Where(p => p.Metadata.NamespaceProperty == entity.Metadata.NamespaceProperty && p.Spec.Destinations.Exists(d => d.PrometheusRef?.Name == entity.Metadata.Name))
            .Select(p => p.Metadata.Name).Order(StringComparer.Ordinal)];

    private static IEnumerable<Tag> TagsOf(PrometheusCluster cluster) => (cluster.Tags ?? []).Select(t => new Tag(t.TagKey, t.TagValue));

    private static string OwnerTag(PrometheusInstance entity, AccountAccess account) => Ownership.TagOf(account, entity.Metadata.NamespaceProperty, entity.Metadata.Name);

    private static TimeSpan Interval(PrometheusInstanceStatus status) => EffectivePolicies.Duration(status.Effective!.Interval!);
}
