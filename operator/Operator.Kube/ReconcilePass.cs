using System.Diagnostics.CodeAnalysis;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging;

namespace Sonde.Operator.Kube;

/// <summary>One look at one entity: finalizer, reconcile or finalize, compose, write, announce.</summary>
internal sealed class ReconcilePass<TEntity>(
    Informer<TEntity> informer, IReconciler<TEntity> reconciler, IStatusComposer<TEntity> composer, StatusWriter<TEntity> statuses, Finalizers<TEntity> finalizers,
    IEventRecorder events, ControllerOptions options, KubeMetrics metrics, TimeProvider clock, ILogger log)
    where TEntity : class, IKubernetesObject<V1ObjectMeta>
{
    /// <summary>Makes the pass.</summary>
    /// <returns>What it came to; null where there is nothing left to look at.</returns>
    public async Task<Outcome?> RunAsync(ResourceKey key, CancellationToken cancellation)
    {
        var entity = informer.Store.Find(key);
        if (entity is { Metadata.DeletionTimestamp: null } && !Finalizers<TEntity>.Bears(entity, options.Finalizer))
        {
            entity = await finalizers.AddAsync(entity, options.Finalizer!, cancellation);
            if (entity is not null)
                informer.Accept(entity);
        }
        return entity switch
        {
            null => null,
            { Metadata.DeletionTimestamp: null } => await ReconcileAsync(entity, cancellation),
            // Without our finalizer nothing of ours is to be undone, and nobody waits for us.
            _ when options.Finalizer is null || !Finalizers<TEntity>.Bears(entity, options.Finalizer) => null,
            _ => await FinalizeAsync(entity, options.Finalizer, cancellation),
        };
    }

    private async Task<Outcome?> ReconcileAsync(TEntity before, CancellationToken cancellation)
    {
        var draft = Copy(before);
        var outcome = await OutcomeOfAsync(draft, reconciler.ReconcileAsync, cancellation);
        await ReportAsync(before, draft, outcome, cancellation);
        return outcome;
    }

    private async Task<Outcome?> FinalizeAsync(TEntity before, string finalizer, CancellationToken cancellation)
    {
        var draft = Copy(before);
        var outcome = await OutcomeOfAsync(draft, reconciler.FinalizeAsync, cancellation);
        if (outcome is not Outcome.Settled)
        {
            await ReportAsync(before, draft, outcome, cancellation);
            return outcome;
        }
        if (await finalizers.RemoveAsync(before, finalizer, cancellation) is { } released)
            informer.Accept(released);
        log.Finalized(informer.Kind, ResourceKey.Of(before).ToString());
        return null;
    }

    /// <summary>Runs the reconciler within its time. A bug becomes an outcome here, so that the status tells of it too.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "A bug in a reconciler is told in log and status, and retried.")]
    private async Task<Outcome> OutcomeOfAsync(TEntity draft, Func<TEntity, CancellationToken, Task<Outcome>> reconcile, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(options.ReconcileTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            return await reconcile(draft, either.Token);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            log.ReconcileTimedOut(informer.Kind, ResourceKey.Of(draft).ToString(), options.ReconcileTimeout);
            return new Outcome.Failing("ReconcileTimeout", $"The pass took longer than {options.ReconcileTimeout} and was cancelled.", NextLook: null);
        }
        catch (Exception e)
        {
            log.ReconcileFailed(e, informer.Kind, ResourceKey.Of(draft).ToString());
            return new Outcome.Failing("InternalError", "The operator met an unexpected error; its log has the details.", NextLook: null);
        }
    }

    private async Task ReportAsync(TEntity before, TEntity draft, Outcome outcome, CancellationToken cancellation)
    {
        var after = composer.Compose(draft, outcome, clock.GetUtcNow());
        // The pass may have noted something already; the patch is the difference from that.
        if (await statuses.WriteAsync(informer.Newest(before), after, cancellation) is not { } written)
            return;
        metrics.StatusWritten(informer.Kind);
        log.StatusWritten(informer.Kind, ResourceKey.Of(written).ToString(), outcome);
        informer.Accept(written);
        if (composer.Announce(before, after) is { } note)
            events.Record(after, note);
    }

    private static TEntity Copy(TEntity entity) => KubernetesJson.Deserialize<TEntity>(KubernetesJson.Serialize(entity));
}
