using k8s;
using k8s.Models;
using Sonde.Operator.Api;
using Sonde.Operator.Cloud;
using Sonde.Operator.Kube;
using Sonde.Operator.Passes;

namespace Sonde.Operator.Accounts;

/// <summary>Finds the account that an object uses, and says so in the object's <c>AccountReady</c> and <c>status.effective</c>.</summary>
internal sealed class AccountResolver(IStore<CloudAccount> accounts, CloudConnections connections, ClusterIdentity cluster)
{
    /// <summary>The account of an object that is being reconciled.</summary>
    /// <exception cref="ReconcileStopped">The account is absent or not ready.</exception>
    public async Task<AccountAccess> RequireAsync(IKubernetesObject<V1ObjectMeta> entity, IManagedSpec spec, CloudResourceStatus status, CancellationToken cancellation)
    {
        var name = spec.AccountRef?.Name ?? SondeApi.DefaultAccountName;
        var account = accounts.Find(new(entity.Metadata.NamespaceProperty, name));
        if (account is null)
        {
            var message = $"CloudAccount {name} does not exist in namespace {entity.Metadata.NamespaceProperty}; create it or name another one in spec.accountRef.";
            Conditions.Set(status, entity.Metadata.Generation, ConditionTypes.AccountReady, ConditionStatus.False, Reasons.DependencyNotFound, message);
            throw Outcomes.NotFound(message);
        }

        if (!Conditions.IsTrue(account.Status, ConditionTypes.Ready))
        {
            var why = Conditions.Find(account.Status, ConditionTypes.Ready);
            var message = $"CloudAccount {name} is not ready{(why is null ? "" : $" ({why.Reason}: {why.Message})")}.";
            Conditions.Set(status, entity.Metadata.Generation, ConditionTypes.AccountReady, ConditionStatus.False, Reasons.DependencyNotReady, message);
            throw Outcomes.NotReady(message);
        }

        RefuseAnotherAccount(status, account, name);
        Conditions.Set(status, entity.Metadata.Generation, ConditionTypes.AccountReady, ConditionStatus.True, Reasons.DependencyReady, $"CloudAccount {name} is ready.");
        return await AccessAsync(account, connections.Connect(account), cancellation);
    }

    /// <summary>The account of an object that is being deleted; null where it is gone. It need not be ready: deletion tries.</summary>
    public async Task<AccountAccess?> FindAsync(IKubernetesObject<V1ObjectMeta> entity, IManagedSpec spec, CancellationToken cancellation) =>
        accounts.Find(new(entity.Metadata.NamespaceProperty, spec.AccountRef?.Name ?? SondeApi.DefaultAccountName)) is { } account
            ? await AccessAsync(account, connections.ConnectForDeletion(account), cancellation)
            : null;

    /// <summary>What was created in one account is not looked for in another.</summary>
    private static void RefuseAnotherAccount(CloudResourceStatus status, CloudAccount account, string name)
    {
        if (status.Effective?.AccountId is { } before && account.Status?.AccountId is { } now && before != now)
        {
            throw new ReconcileStopped(new Outcome.Stalled(
                Reasons.AccountMismatch, $"CloudAccount {name} now belongs to account {now}, but this object was made in {before}; mend the account's credentials.", NextLook: null));
        }
    }

    private async Task<AccountAccess> AccessAsync(CloudAccount account, ICloud cloud, CancellationToken cancellation) => new(
        $"CloudAccount/{account.Metadata.NamespaceProperty}/{account.Metadata.Name}",
        account.Spec,
        account.Status?.AccountId ?? account.Spec.AccountId ?? "",
        account.Spec.OwnerId ?? await cluster.UidAsync(cancellation),
        cloud);
}
