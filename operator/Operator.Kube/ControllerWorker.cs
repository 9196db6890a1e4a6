using System.Diagnostics.CodeAnalysis;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging;

namespace Sonde.Operator.Kube;

/// <summary>Takes keys, makes a pass over each, and tells the queue when to look again. Here is the one catch around a pass.</summary>
internal sealed class ControllerWorker<TEntity>(
    WorkQueue queue, ReconcilePass<TEntity> pass, ControllerOptions options, Heartbeats beats, KubeMetrics metrics, TimeProvider clock, ILogger log)
    where TEntity : class, IKubernetesObject<V1ObjectMeta>
{
    private static readonly TimeSpan s_margin = TimeSpan.FromMinutes(1);
    private static readonly string s_kind = ResourceType.Of<TEntity>().Kind;

    /// <summary>Works until cancelled.</summary>
    /// <param name="number">Which of the controller's workers this is.</param>
    /// <param name="cancellation">Ends the term.</param>
    public async Task RunAsync(int number, CancellationToken cancellation)
    {
        var loop = $"worker/{s_kind}/{number}";
        while (!cancellation.IsCancellationRequested)
        {
            Taken taken;
            try
            {
                taken = await queue.DequeueAsync(cancellation);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            metrics.Waited(s_kind, taken.Waited);
            beats.Expect(loop, options.ReconcileTimeout + s_margin);
            await WorkAsync(taken.Key, cancellation);
            beats.Done(loop);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The one catch: whatever a pass throws, the key comes back.")]
    private async Task WorkAsync(ResourceKey key, CancellationToken cancellation)
    {
        var began = clock.GetTimestamp();
        try
        {
            var outcome = await pass.RunAsync(key, cancellation);
            Plan(key, outcome);
            metrics.Passed(s_kind, outcome?.Kind ?? "gone", clock.GetElapsedTime(began));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            queue.Return(key);
        }
        catch (Exception e) when (e is KubeApiException or HttpRequestException or IOException or TimeoutException or OperationCanceledException)
        {
            log.WriteFailed(s_kind, key.ToString(), e.Message, queue.Retry(key, (e as KubeApiException)?.RetryAfter));
            metrics.Retried(s_kind);
        }
        catch (Exception e)
        {
            queue.Retry(key, delay: null);
            log.ReconcileFailed(e, s_kind, key.ToString());
            metrics.Retried(s_kind);
        }
    }

    private void Plan(ResourceKey key, Outcome? outcome)
    {
        switch (outcome)
        {
            case null or Outcome.Stalled { NextLook: null }:
                queue.Complete(key);
                break;
            case Outcome.Settled settled:
                queue.Complete(key, Spread(settled.NextLook));
                break;
            case Outcome.Stalled { NextLook: { } look }:
                queue.Complete(key, Spread(look));
                break;
            case Outcome.Progressing progressing:
                queue.Complete(key, progressing.NextLook);
                break;
            case Outcome.Failing failing:
                queue.Retry(key, failing.NextLook);
                metrics.Retried(s_kind);
                break;
            default:
                throw new InvalidOperationException($"No plan for {outcome.GetType().Name}.");
        }
    }

    private TimeSpan Spread(TimeSpan delay) => Backoff.Spread(delay, options.IntervalJitter, Random.Shared.NextDouble());
}
