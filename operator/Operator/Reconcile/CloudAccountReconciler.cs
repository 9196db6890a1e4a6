using Sonde.Operator.Accounts;
using Sonde.Operator.Api;
using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.FunctionCompute;
using Sonde.Operator.Kube;
using Sonde.Operator.Passes;
using Service = Sonde.Operator.Api.CloudService;

namespace Sonde.Operator.Reconcile;

/// <summary>Asks who the credentials are, and each service on its own whether it answers them.</summary>
internal sealed class CloudAccountReconciler(CloudConnections connections, AccountUsers users) : IReconciler<CloudAccount>
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMinutes(10);

    public Task<Outcome> ReconcileAsync(CloudAccount entity, CancellationToken cancellation) => Outcomes.OfAsync(async () =>
    {
        var status = entity.Status ??= new();
        if (Pause.Holds(entity))
            return new Outcome.Settled(Outcomes.Rarely);

        var cloud = await IdentifyAsync(entity, cancellation);
        await ProbeAsync(entity, ConditionTypes.FunctionComputeReachable, Service.FunctionCompute, async () => await AnyAsync(cloud.Functions.ListFunctionsAsync(FunctionFilter.All, cancellation)));
        // Any bucket's name will do: that it is absent, or somebody else's, is an answer too.
        await ProbeAsync(entity, ConditionTypes.OSSReachable, Service.OSS, () => cloud.Objects.FindBucketAsync($"sonde-probe-{status.AccountId}", cancellation));
        await ProbeAsync(entity, ConditionTypes.PrometheusReachable, Service.ARMS, () => cloud.Prometheus.ListByTagAsync([new(SondeApi.OwnerTag, "probe")], cancellation));
        return new Outcome.Settled(s_interval);
    });

    public Task<Outcome> FinalizeAsync(CloudAccount entity, CancellationToken cancellation) => Task.FromResult<Outcome>(
        !Pause.Holds(entity) && users.Of(entity) is { Count: > 0 } names
            ? new Outcome.Stalled(Reasons.DeletionBlocked, $"Used by {string.Join(", ", names.Take(5))}; delete them first.", Outcomes.Later)
            : new Outcome.Settled(TimeSpan.Zero));

    private async Task<ICloud> IdentifyAsync(CloudAccount entity, CancellationToken cancellation)
    {
        var status = entity.Status!;
        var generation = entity.Metadata.Generation;
        try
        {
            var cloud = connections.Connect(entity);
            var caller = await cloud.Identity.GetCallerAsync(cancellation);
            if (entity.Spec.AccountId is { } wanted && wanted != caller.AccountId)
                throw new ReconcileStopped(new Outcome.Stalled(Reasons.AccountMismatch, $"The credentials belong to account {caller.AccountId}, spec.accountId says {wanted}; mend one of them.", NextLook: null), Reasons.AccountMismatch);

            status.AccountId = caller.AccountId;
            status.IdentityArn = caller.Arn;
            Conditions.Set(status, generation, ConditionTypes.CredentialsValid, ConditionStatus.True, Reasons.Valid, $"The credentials are those of {caller.Arn}.");
            return cloud;
        }
        catch (ReconcileStopped stopped)
        {
            var message = stopped.Outcome is Outcome.Progressing p ? p.Message : ((Outcome.Stalled)stopped.Outcome).Message;
            Conditions.Set(status, generation, ConditionTypes.CredentialsValid, ConditionStatus.False, stopped.Finding ?? Reasons.CredentialsUnavailable, message);
            throw;
        }
        catch (CloudException e)
        {
            var refused = e.Kind is CloudErrorKind.Denied;
            Conditions.Set(status, generation, ConditionTypes.CredentialsValid, refused ? ConditionStatus.False : ConditionStatus.Unknown, refused ? Reasons.AccessDenied : Reasons.CloudUnreachable, e.Message);
            throw;
        }
    }

    /// <summary>A service that does not answer does not make the account unusable for the others.</summary>
    private static async Task ProbeAsync(CloudAccount entity, string condition, Service service, Func<Task> call)
    {
        try
        {
            await call();
            Conditions.Set(entity.Status!, entity.Metadata.Generation, condition, ConditionStatus.True, Reasons.Reachable, $"{service} answers.");
        }
        catch (CloudException e)
        {
            var reason = e.Kind switch { CloudErrorKind.Denied => Reasons.AccessDenied, CloudErrorKind.Throttled => Reasons.Throttled, _ => Reasons.Unreachable };
            Conditions.Set(entity.Status!, entity.Metadata.Generation, condition, ConditionStatus.False, reason, e.Message);
        }
    }

    private static async Task<bool> AnyAsync<T>(IAsyncEnumerable<T> items)
    {
        await foreach (var _ in items)
            return true;

        return false;
    }
}
