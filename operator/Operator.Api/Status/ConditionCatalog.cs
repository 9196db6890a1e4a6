using static Sonde.Operator.Api.ConditionStatus;
using static Sonde.Operator.Api.Reasons;

namespace Sonde.Operator.Api;

/// <summary>Which conditions each kind has, and which reasons they give. The tables of docs/kinds/*.md come from here.</summary>
/// <remarks>Ready=False always carries the reason of the Reconciling or Stalled that stands beside it, so those are not repeated.</remarks>
public static class ConditionCatalog
{
    private static readonly ConditionReason[] s_drift =
    [
        .. Say(ConditionTypes.Drifted, False, InSync),
        .. Say(ConditionTypes.Drifted, True, FieldsDiffer, ResourceMissing),
        .. Say(ConditionTypes.Drifted, Unknown, NotChecked),
    ];

    private static readonly ConditionReason[] s_account =
    [
        .. Say(ConditionTypes.Ready, True, UpToDate),
        .. Say(ConditionTypes.Ready, Unknown, CloudUnreachable, Paused),
        .. Say(ConditionTypes.Reconciling, True, DependencyNotFound, RetryAfterError, Throttled, Deleting),
        .. Say(ConditionTypes.Stalled, True, InvalidSpec, AccessDenied, AccountMismatch, DeletionBlocked),
        .. Say(ConditionTypes.CredentialsValid, True, Valid),
        .. Say(ConditionTypes.CredentialsValid, False, SecretNotFound, SecretKeyMissing, CredentialsUnavailable, AccessDenied, AccountMismatch),
        .. Say(ConditionTypes.CredentialsValid, Unknown, NotChecked, CloudUnreachable),
        .. Reach(ConditionTypes.FunctionComputeReachable),
        .. Reach(ConditionTypes.OSSReachable),
        .. Reach(ConditionTypes.PrometheusReachable),
    ];

    private static readonly ConditionReason[] s_instance =
    [
        .. Managed([], []),
        .. Say(ConditionTypes.PrometheusReady, True, UpToDate),
        .. Say(ConditionTypes.PrometheusReady, False, Creating, WaitingForCloud, Unreachable, Unauthorized),
        .. Say(ConditionTypes.PrometheusReady, Unknown, QueryUnavailable),
    ];

    private static readonly ConditionReason[] s_pipeline =
    [
        .. Managed([Silent, OutdatedConfig], [InvalidConfig]),
        .. Say(ConditionTypes.ConfigValid, True, Rendered),
        .. Say(ConditionTypes.ConfigValid, False, InvalidConfig),
        .. Artifacts(),
        .. Dependency(ConditionTypes.PrometheusReady),
        .. Say(ConditionTypes.RemoteWriteAccepted, True, Accepted),
        .. Say(ConditionTypes.RemoteWriteAccepted, False, Unauthorized, Rejected, Limited),
        .. Say(ConditionTypes.RemoteWriteAccepted, Unknown, NotChecked),
        .. Agents(),
    ];

    private static readonly ConditionReason[] s_function =
    [
        .. Managed([FunctionNotFound, FunctionFailed], [CommandUnknown]),
        .. Say(ConditionTypes.FunctionReady, True, Active, Inactive),
        .. Say(ConditionTypes.FunctionReady, False, Creating, Updating, FunctionFailed, FunctionNotFound),
        .. Say(ConditionTypes.FunctionReady, Unknown, CloudUnreachable),
        .. Artifacts(),
        .. Dependency(ConditionTypes.PrometheusReady),
        .. Agents(),
        .. Say(ConditionTypes.AgentReporting, Unknown, NotObserved),
        .. Say(ConditionTypes.MetricsExposed, True, AnonymousTrigger),
    ];

    /// <summary>Everything that the conditions of a kind can say, in the order of its page.</summary>
    /// <exception cref="ArgumentException">Not one of our kinds.</exception>
    public static IReadOnlyList<ConditionReason> Of(Type kind) => kind.Name switch
    {
        nameof(CloudAccount) => s_account,
        nameof(PrometheusInstance) => s_instance,
        nameof(MetricsPipeline) => s_pipeline,
        nameof(LlmFunction) => s_function,
        _ => throw new ArgumentException($"{kind.Name} is not a kind of {SondeApi.Group}.", nameof(kind)),
    };

    private static IEnumerable<ConditionReason> Managed(string[] alsoReconciling, string[] alsoStalled) =>
    [
        .. Say(ConditionTypes.Ready, True, UpToDate),
        .. Say(ConditionTypes.Ready, Unknown, CloudUnreachable, Paused),
        .. Say(ConditionTypes.Reconciling, True,
            [Creating, Updating, Deleting, WaitingForCloud, DependencyNotReady, DependencyNotFound, RetryAfterError, Throttled, .. alsoReconciling]),
        .. Say(ConditionTypes.Stalled, True,
            [InvalidSpec, AlreadyExists, OwnedElsewhere, AccessDenied, QuotaExceeded, ReplaceForbidden, AccountMismatch, DeletionBlocked, .. alsoStalled]),
        .. s_drift,
        .. Dependency(ConditionTypes.AccountReady),
    ];

    private static IEnumerable<ConditionReason> Dependency(string type) =>
        [.. Say(type, True, DependencyReady), .. Say(type, False, DependencyNotReady, DependencyNotFound)];

    private static IEnumerable<ConditionReason> Artifacts() =>
    [
        .. Say(ConditionTypes.ArtifactsSynced, True, DigestPublished),
        .. Say(ConditionTypes.ArtifactsSynced, False, UploadFailed, DigestMismatch, DependencyNotReady, DependencyNotFound),
    ];

    private static IEnumerable<ConditionReason> Agents() =>
    [
        .. Say(ConditionTypes.AgentReporting, True, Reporting, IdleNoInstances),
        .. Say(ConditionTypes.AgentReporting, False, Silent, OutdatedConfig, EngineMetricsOff),
        .. Say(ConditionTypes.AgentReporting, Unknown, AwaitingSamples, QueryUnavailable),
    ];

    private static IEnumerable<ConditionReason> Reach(string type) =>
        [.. Say(type, True, Reachable), .. Say(type, False, Unreachable, AccessDenied, Throttled), .. Say(type, Unknown, NotChecked)];

    private static IEnumerable<ConditionReason> Say(string type, ConditionStatus status, params string[] reasons) =>
        reasons.Select(reason => new ConditionReason(type, status, reason));
}
