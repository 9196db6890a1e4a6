using Sonde.Operator.Api;
using Sonde.Operator.Cloud.FunctionCompute;
using Sonde.Operator.Desired;
using Sonde.Operator.Drift;
using Sonde.Operator.Kube;
using Sonde.Operator.Passes;

namespace Sonde.Operator.Reconcile;

/// <summary>What a function's own state means for its object.</summary>
internal static class FunctionFacts
{
    private static readonly TimeSpan s_afterFailure = TimeSpan.FromMinutes(1);

    /// <summary>Whether the service refuses changes for now.</summary>
    public static bool IsBusy(Function function) =>
        function.State is FunctionStates.Pending || (function.State is not FunctionStates.Failed && function.LastUpdateStatus is UpdateStatuses.InProgress);

    /// <summary>The outcome where the service still works on the function, or failed to; null where the function serves as it was written.</summary>
    /// <param name="function">The function.</param>
    /// <param name="wasReady">Whether it served before a correction: the version before goes on serving meanwhile, so Ready stays.</param>
    public static Outcome? Unfinished(Function function, bool wasReady) => (function.State, function.LastUpdateStatus) switch
    {
        (FunctionStates.Failed, _) => Failed("could not be created", function.StateReasonCode, function.StateReason),
        (_, UpdateStatuses.Failed) => Failed("could not be updated; the version before goes on serving", function.LastUpdateStatusReasonCode, function.LastUpdateStatusReason),
        (FunctionStates.Pending, _) => new Outcome.Progressing(Reasons.WaitingForCloud, $"Function {function.FunctionName} is Pending: {function.StateReason ?? "its image is being prepared"}.", Outcomes.Soon),
        (_, UpdateStatuses.InProgress) when wasReady => new Outcome.Settled(Outcomes.Soon),
        (_, UpdateStatuses.InProgress) => new Outcome.Progressing(Reasons.Updating, $"Function {function.FunctionName} is being updated.", Outcomes.Soon),
        _ => null,
    };

    /// <summary>Puts what was seen into the status.</summary>
    public static void Note(LlmFunctionStatus status, long? generation, DesiredFunction desired, FunctionObservation? observed, ObservedBy? observer)
    {
        status.FunctionName = desired.Name;
        if (observer is null)
            Conditions.Set(status, generation, ConditionTypes.AgentReporting, ConditionStatus.Unknown, Reasons.NotObserved, "spec.observability is not set: nothing is collected.");
        else
            (status.ArtifactDigest, status.ConfigHash) = (observer.AgentDigest, observer.ConfigHash);

        if (observed is not { Function: var function })
        {
            Conditions.Set(status, generation, ConditionTypes.FunctionReady, ConditionStatus.False, Reasons.FunctionNotFound, $"Function {desired.Name} does not exist.");
            return;
        }

        status.ExternalId = function.FunctionArn ?? status.ExternalId;
        status.CloudState = function.State ?? status.CloudState;
        status.ResolvedImage = function.CustomContainerConfig?.ResolvedImageUri ?? status.ResolvedImage;
        status.Urls = observed.Trigger?.HttpTrigger is { } http ? new() { Public = http.UrlInternet, Internal = http.UrlIntranet } : desired.Trigger is null ? null : status.Urls;
        status.Provisioned = desired.Provision?.DefaultTarget is { } target ? new() { Target = target } : null;
        NoteState(status, generation, function);
    }

    private static void NoteState(LlmFunctionStatus status, long? generation, Function function)
    {
        var (value, reason, message) = function.State switch
        {
            FunctionStates.Active or null => (ConditionStatus.True, Reasons.Active, $"Function {function.FunctionName} can take requests."),
            FunctionStates.Inactive => (ConditionStatus.True, Reasons.Inactive, $"Function {function.FunctionName} was not used for weeks; the next request wakes it."),
            FunctionStates.Pending => (ConditionStatus.False, Reasons.Creating, $"Function {function.FunctionName} is being created."),
            _ => (ConditionStatus.False, Reasons.FunctionFailed, $"Function {function.FunctionName} is {function.State}: {function.StateReason}"),
        };
        Conditions.Set(status, generation, ConditionTypes.FunctionReady, value, reason, message);
    }

    private static Outcome.Failing Failed(string what, string? code, string? why) =>
        new(Reasons.FunctionFailed, $"The function {what}: {code ?? "no code"}: {why ?? "no reason given"}", s_afterFailure);
}
