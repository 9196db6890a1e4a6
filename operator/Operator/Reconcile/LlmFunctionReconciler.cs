using Sonde.Operator.Accounts;
using Sonde.Operator.Api;
using Sonde.Operator.Desired;
using Sonde.Operator.Drift;
using Sonde.Operator.Kube;
using Sonde.Operator.Passes;
using Sonde.Operator.Reporting;

namespace Sonde.Operator.Reconcile;

/// <summary>Makes a function in Function Compute as declared, keeps it so, and asks whether its agents report.</summary>
internal sealed class LlmFunctionReconciler(
    AccountResolver accounts, FunctionObservers observers, DesiredFunctions desiredFunctions, AgentReports reports, IStatusNotes<LlmFunction> notes, TimeProvider clock) : IReconciler<LlmFunction>
{
    public Task<Outcome> ReconcileAsync(LlmFunction entity, CancellationToken cancellation) => Outcomes.OfAsync(async () =>
    {
        var status = entity.Status ??= new();
        if (Pause.Holds(entity))
            return new Outcome.Settled(Outcomes.Rarely);

        var account = await accounts.RequireAsync(entity, entity.Spec, status, cancellation);
        status.Effective = EffectivePolicies.Of(entity.Spec.Management, account, DeletionPolicy.Delete);
        MetricsExposure.Note(entity);
        var observer = observers.Require(entity, status);
        var desired = desiredFunctions.For(entity, account, observer);
        var site = new FunctionSite(account.Cloud.Functions, desired, status.Applied);
        var ledger = new AppliedLedger(entity, notes);

        var observed = await site.ObserveAsync(cancellation);
        if (observer is { IsBehind: true } && (observed is null || ledger.Changes(desired, observed).Function.Change is not null))
        {
            // The instances restart anyway: the newer agent goes along.
            observer = observer.WithNewestAgent();
            desired = desiredFunctions.For(entity, account, observer);
            site = new FunctionSite(account.Cloud.Functions, desired, status.Applied);
        }

        var applied = await ApplyAsync(entity, account, desired, site, ledger, observed, cancellation);
        FunctionFacts.Note(status, entity.Metadata.Generation, desired, applied.Observed, observer);
        if (applied.Outcome is { } unfinished)
            return unfinished;

        var nextLook = EffectivePolicies.Duration(status.Effective.Interval!);
        return new Outcome.Settled(observer is null ? nextLook : await reports.NoteAsync(entity, account, desired.MissingFlag, observer, nextLook, cancellation));
    });

    public Task<Outcome> FinalizeAsync(LlmFunction entity, CancellationToken cancellation) => Outcomes.OfAsync(async () =>
    {
        if (Pause.Holds(entity))
            return new Outcome.Settled(TimeSpan.Zero);
        if (entity.Spec.Management?.DeletionProtection == true)
            return new Outcome.Stalled(Reasons.DeletionBlocked, "management.deletionProtection is true; set it to false to let the deletion go on.", NextLook: null);

        var noted = entity.Status?.ExternalName;
        if (await accounts.FindAsync(entity, entity.Spec, cancellation) is not { } account)
        {
            return noted is null
                ? new Outcome.Settled(TimeSpan.Zero)
                : throw Outcomes.NotFound($"The account of function {noted} is gone; create it again to delete the function, or set management.deletionPolicy Orphan.");
        }

        if (EffectivePolicies.Of(entity.Spec.Management, account, DeletionPolicy.Delete) is { DeletionPolicy: DeletionPolicy.Orphan } or { Policy: ManagementPolicy.Observe })
            return new Outcome.Settled(TimeSpan.Zero);

        // The name need not have been noted: we may have been killed between the create and the write of the status.
        var name = noted ?? FunctionIdentity.Of(entity, account).FunctionName;
        var found = await account.Cloud.Functions.FindFunctionAsync(name, cancellation);
        if (found is null || Ownership.Of(found.Tags) != OwnerTag(entity, account))
            return new Outcome.Settled(TimeSpan.Zero);

        return await FunctionSite.DeleteAsync(account.Cloud.Functions, name, cancellation)
            ? new Outcome.Settled(TimeSpan.Zero)
            : new Outcome.Progressing(Reasons.Deleting, $"Function {name} is being deleted; its instances are going away.", Outcomes.Soon);
    });

    /// <summary>Writes what differs, as far as the policies allow and the service is ready for it.</summary>
    private async Task<Applied> ApplyAsync(
        LlmFunction entity, AccountAccess account, DesiredFunction desired, FunctionSite site, AppliedLedger ledger, FunctionObservation? observed, CancellationToken cancellation)
    {
        var status = entity.Status!;
        var hash = DesiredHash.Of(desired, entity.Metadata.Uid);
        var gate = new DriftGate(status, entity.Metadata.Generation, hash, clock);
        if (observed is null)
        {
            if (!gate.MayCreate($"function {desired.Name}"))
                return new(null, new Outcome.Progressing(Reasons.FunctionNotFound, $"Function {desired.Name} does not exist, and the policies in force forbid to make it; see status.effective.", EffectivePolicies.Duration(status.Effective!.Interval!)));

            status.ExternalName = desired.Name;
            await ledger.IntendAsync(desired, null, cancellation);
            var created = await site.CreateAsync(cancellation);
            return new(new(created, null, null, null), new Outcome.Progressing(Reasons.Creating, $"Function {desired.Name} is being created.", Outcomes.Soon));
        }

        var changes = ledger.Changes(desired, observed);
        Ownership.Require($"Function {desired.Name}", Ownership.Of(observed.Function.Tags), OwnerTag(entity, account), status.Effective!.AdoptionPolicy, changes.Differences.Count == 0);
        status.ExternalName = desired.Name;
        if (!gate.MayWrite(changes.Differences))
            return new(observed, FunctionFacts.Unfinished(observed.Function, wasReady: true));
        if (changes.Function.Change is not null && FunctionFacts.IsBusy(observed.Function))
            return new(observed, FunctionFacts.Unfinished(observed.Function, wasReady: gate.IsCorrection));

        if (changes.Differences.Count > 0)
            await ledger.IntendAsync(desired, observed, cancellation);
        await gate.WriteAsync(changes.Function.Differences, () => site.UpdateAsync(observed.Function, changes.Function, cancellation));
        if (!changes.Function.IsEmpty)
        {
            ledger.Updated(desired, observed);
            observed = await site.ObserveAsync(cancellation) ?? throw Outcomes.NotReady($"Function {desired.Name} was deleted while it was updated.");
        }

        if (FunctionFacts.Unfinished(observed.Function, wasReady: gate.IsCorrection) is { } waiting)
            return new(observed, waiting);

        await gate.WriteAsync(changes.Attached, () => site.CompleteAsync(observed, changes, cancellation));
        ledger.Completed(desired, observed);
        status.AppliedHash = hash;
        return new(changes.Attached.Count == 0 ? observed : await site.ObserveAsync(cancellation), null);
    }

    private static string OwnerTag(LlmFunction entity, AccountAccess account) => Ownership.TagOf(account, entity.Metadata.NamespaceProperty, entity.Metadata.Name);

    /// <param name="Observed">The function as it is now.</param>
    /// <param name="Outcome">Set where the pass must end here.</param>
    private sealed record Applied(FunctionObservation? Observed, Outcome? Outcome);
}
