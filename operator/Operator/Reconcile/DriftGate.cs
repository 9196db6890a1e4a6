using Sonde.Operator.Accounts;
using Sonde.Operator.Api;
using Sonde.Operator.Cloud;
using Sonde.Operator.Drift;
using Sonde.Operator.Passes;

namespace Sonde.Operator.Reconcile;

/// <summary>Tells drift from work to do, asks the policies in force whether it may be written, and keeps <c>status.drift</c> and <c>status.plan</c>.</summary>
/// <param name="status">Status of the object; its <c>effective</c> is set.</param>
/// <param name="generation">Generation of the object.</param>
/// <param name="desiredHash">Hash of the desired state.</param>
/// <param name="clock">For the times of what was found.</param>
internal sealed class DriftGate(CloudResourceStatus status, long? generation, string desiredHash, TimeProvider clock)
{
    private readonly EffectiveSettings _effective = status.Effective ?? throw new ArgumentException("The policies in force are not set.", nameof(status));

    /// <summary>The desired state is the one that was applied last, so a difference is nobody's wish.</summary>
    private readonly bool _wasApplied = status.AppliedHash == desiredHash;

    private readonly List<FieldDifference> _putBack = [];

    /// <summary>Whether what is written now only puts back what somebody changed: that does not lower Ready.</summary>
    public bool IsCorrection => _wasApplied && Conditions.IsTrue(status, ConditionTypes.Ready);

    /// <summary>Whether an absent resource may be made.</summary>
    public bool MayCreate(string what)
    {
        if (_wasApplied)
            DriftLedger.Missing(status, generation, what, clock.GetUtcNow());
        if (_effective.Policy is ManagementPolicy.Observe)
            return Planned(PlanAction.Create, []);

        status.Plan = null;
        return !_wasApplied || _effective.DriftPolicy is DriftPolicy.Correct;
    }

    /// <summary>Whether what differs may be written; also when nothing differs, so that an interrupted change is completed.</summary>
    public bool MayWrite(IReadOnlyList<FieldDifference> differences)
    {
        var now = clock.GetUtcNow();
        if (differences.Count == 0)
        {
            DriftLedger.Clean(status, generation, EffectivePolicies.Duration(_effective.Interval!), now);
            status.Plan = _effective.Policy is ManagementPolicy.Observe ? new() { Action = PlanAction.None } : null;
            return _effective.Policy is not ManagementPolicy.Observe;
        }

        if (_effective.Policy is ManagementPolicy.Observe)
        {
            DriftLedger.Found(status, generation, differences, DriftAction.Reported, now);
            return Planned(PlanAction.Update, status.Drift!.Fields!);
        }

        status.Plan = null;
        if (_wasApplied && _effective.DriftPolicy is DriftPolicy.Ignore)
        {
            DriftLedger.NotChecked(status, generation);
            return false;
        }

        // CreateOnly forbids changes of what was once complete; until then it is still being created.
        var isFinished = _effective.Policy is ManagementPolicy.CreateOnly && status.AppliedHash is not null;
        if (!isFinished && !(_wasApplied && _effective.DriftPolicy is DriftPolicy.Report))
            return true;

        DriftLedger.Found(status, generation, differences, DriftAction.Reported, now);
        return false;
    }

    /// <summary>Writes what <see cref="MayWrite"/> let pass. Only what was written counts as put back; what was refused is drift that stays.</summary>
    public async Task WriteAsync(IReadOnlyList<FieldDifference> differences, Func<Task> write)
    {
        try
        {
            await write();
        }
        catch (CloudException) when (_wasApplied && differences.Count > 0)
        {
            DriftLedger.Found(status, generation, differences, DriftAction.Blocked, clock.GetUtcNow());
            throw;
        }

        if (!_wasApplied || differences.Count == 0)
            return;

        _putBack.AddRange(differences);
        DriftLedger.PutBack(status, generation, _putBack, differences.Count, clock.GetUtcNow());
    }

    private bool Planned(PlanAction action, List<DriftField> fields)
    {
        status.Plan = new() { Action = action, Fields = fields.Count == 0 ? null : fields };
        return false;
    }
}
