using Sonde.Operator.Api;
using Sonde.Operator.Cloud;
using Sonde.Operator.Kube;

namespace Sonde.Operator.Passes;

/// <summary>The only catch around the steps of a reconciler. A bug is no cloud error: other exceptions pass through to the runtime's back-off.</summary>
internal static class Outcomes
{
    /// <summary>When a dependency or the cloud is looked at again while it is expected to become ready.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromSeconds(3);

    /// <summary>When something that somebody has to create is looked at again, beside the watch that brings it forward.</summary>
    public static readonly TimeSpan Later = TimeSpan.FromSeconds(30);

    /// <summary>When a cause that is mended outside the cluster (a right, a quota, a name) is looked at again.</summary>
    public static readonly TimeSpan Rarely = TimeSpan.FromMinutes(30);

    /// <summary>When a pool without a free card is asked again.</summary>
    private static readonly TimeSpan s_capacityWait = TimeSpan.FromMinutes(5);

    public static async Task<Outcome> OfAsync(Func<Task<Outcome>> steps)
    {
        try
        {
            return await steps();
        }
        catch (ReconcileStopped stopped)
        {
            return stopped.Outcome;
        }
        catch (CloudException e)
        {
            return Of(e);
        }
    }

    /// <summary>What a refused call means for the pass.</summary>
    public static Outcome Of(CloudException e) => e.Kind switch
    {
        CloudErrorKind.Throttled => new Outcome.Failing(Reasons.Throttled, e.Message, e.RetryAfter),
        CloudErrorKind.Unavailable when e.Code is CloudErrors.NoCapacity => new Outcome.Failing(Reasons.RetryAfterError, e.Message, e.RetryAfter ?? s_capacityWait),
        CloudErrorKind.Unavailable => new Outcome.Failing(Reasons.CloudUnreachable, e.Message, e.RetryAfter),
        CloudErrorKind.Conflict => new Outcome.Failing(Reasons.RetryAfterError, e.Message, e.RetryAfter),
        CloudErrorKind.NotFound => new Outcome.Progressing(Reasons.DependencyNotFound, e.Message, Later),
        CloudErrorKind.Denied => new Outcome.Stalled(Reasons.AccessDenied, e.Message, Rarely),
        CloudErrorKind.QuotaExceeded => new Outcome.Stalled(Reasons.QuotaExceeded, e.Message, Rarely),
        CloudErrorKind.AlreadyExists => new Outcome.Stalled(Reasons.AlreadyExists, e.Message, Rarely),
        CloudErrorKind.Blocked when e.Operation.StartsWith("Delete", StringComparison.Ordinal) => new Outcome.Stalled(Reasons.DeletionBlocked, e.Message, Rarely),

        // A value that something else stands against, e.g. another GPU beside a provision config: nothing is removed for it unasked.
        CloudErrorKind.Blocked => new Outcome.Stalled(Reasons.InvalidSpec, e.Message, Rarely),
        _ => new Outcome.Stalled(Reasons.InvalidSpec, e.Message, NextLook: null),
    };

    public static ReconcileStopped NotFound(string message, string? finding = null) => new(new Outcome.Progressing(Reasons.DependencyNotFound, message, Later), finding);

    public static ReconcileStopped NotReady(string message) => new(new Outcome.Progressing(Reasons.DependencyNotReady, message, Later));

    public static ReconcileStopped Invalid(string message) => new(new Outcome.Stalled(Reasons.InvalidSpec, message, NextLook: null));
}
