using Microsoft.Extensions.Time.Testing;
using Sonde.Operator.Api;
using Sonde.Operator.Drift;
using Sonde.Operator.Passes;
using Sonde.Operator.Reconcile;

namespace Sonde.Operator.Tests.Reconcile;

public sealed class DriftGateTests
{
    private static readonly FieldDifference s_difference = new("Function", "timeoutSeconds", "600", "3");
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Theory]
    // What was not applied yet is work, whatever the policy for drift.
    [InlineData(ManagementPolicy.Manage, DriftPolicy.Correct, false, true, null)]
    [InlineData(ManagementPolicy.Manage, DriftPolicy.Report, false, true, null)]
    [InlineData(ManagementPolicy.Manage, DriftPolicy.Ignore, false, true, null)]
    // What was applied has drifted.
    [InlineData(ManagementPolicy.Manage, DriftPolicy.Correct, true, true, null)]
    [InlineData(ManagementPolicy.Manage, DriftPolicy.Report, true, false, DriftState.Drifted)]
    [InlineData(ManagementPolicy.Manage, DriftPolicy.Ignore, true, false, DriftState.Unknown)]
    [InlineData(ManagementPolicy.CreateOnly, DriftPolicy.Correct, false, true, null)]
    [InlineData(ManagementPolicy.CreateOnly, DriftPolicy.Correct, true, false, DriftState.Drifted)]
    [InlineData(ManagementPolicy.Observe, DriftPolicy.Correct, false, false, DriftState.Drifted)]
    [InlineData(ManagementPolicy.Observe, DriftPolicy.Correct, true, false, DriftState.Drifted)]
    public void Policies_decide_whether_a_difference_is_written(ManagementPolicy policy, DriftPolicy drift, bool applied, bool mayWrite, DriftState? state)
    {
        var status = Status(policy, drift, applied);

        Assert.Equal(mayWrite, Gate(status).MayWrite([s_difference]));
        Assert.Equal(state, status.Drift?.State);
        Assert.Equal(policy is ManagementPolicy.Observe ? PlanAction.Update : null, status.Plan?.Action);
    }

    [Theory]
    [InlineData(ManagementPolicy.Manage, DriftPolicy.Correct, false, true)]
    [InlineData(ManagementPolicy.Manage, DriftPolicy.Correct, true, true)]
    [InlineData(ManagementPolicy.Manage, DriftPolicy.Report, false, true)]
    [InlineData(ManagementPolicy.Manage, DriftPolicy.Report, true, false)]
    [InlineData(ManagementPolicy.CreateOnly, DriftPolicy.Correct, false, true)]
    [InlineData(ManagementPolicy.Observe, DriftPolicy.Correct, false, false)]
    public void Policies_decide_whether_what_is_absent_is_made(ManagementPolicy policy, DriftPolicy drift, bool applied, bool mayCreate)
    {
        var status = Status(policy, drift, applied);

        Assert.Equal(mayCreate, Gate(status).MayCreate("function x"));
        Assert.Equal(applied ? Reasons.ResourceMissing : null, Conditions.Find(status, ConditionTypes.Drifted)?.Reason);
    }

    [Fact]
    public async Task What_was_put_back_is_shown_for_an_interval_and_counted_for_ever()
    {
        var status = Status(ManagementPolicy.Manage, DriftPolicy.Correct, applied: true);
        status.ObservedGeneration = 1;
        await Gate(status).WriteAsync([s_difference], () => Task.CompletedTask);

        _clock.Advance(TimeSpan.FromMinutes(9));
        Gate(status).MayWrite([]);
        Assert.Single(status.Drift!.Fields!);
        _clock.Advance(TimeSpan.FromMinutes(2));
        Gate(status).MayWrite([]);

        Assert.Null(status.Drift!.Fields);
        Assert.Equal(1, status.Drift.Corrections);
    }

    [Fact]
    public async Task A_new_spec_takes_away_what_was_put_back_before()
    {
        var status = Status(ManagementPolicy.Manage, DriftPolicy.Correct, applied: true);
        await Gate(status).WriteAsync([s_difference], () => Task.CompletedTask);
        status.ObservedGeneration = 0;

        Gate(status).MayWrite([]);

        Assert.Null(status.Drift!.Fields);
    }

    [Fact]
    public async Task What_was_gone_and_is_there_again_is_no_drift_though_something_was_put_back_just_before()
    {
        var status = Status(ManagementPolicy.Manage, DriftPolicy.Correct, applied: true);
        status.ObservedGeneration = 1;
        await Gate(status).WriteAsync([s_difference], () => Task.CompletedTask);
        Gate(status).MayCreate("function x");

        Gate(status).MayWrite([]);

        Assert.Equal(Reasons.InSync, Conditions.Find(status, ConditionTypes.Drifted)!.Reason);
    }

    [Fact]
    public async Task Work_is_not_counted_as_a_correction()
    {
        var status = Status(ManagementPolicy.Manage, DriftPolicy.Correct, applied: false);

        await Gate(status).WriteAsync([s_difference], () => Task.CompletedTask);

        Assert.Null(status.Drift);
    }

    [Fact]
    public void Drift_that_stays_keeps_the_time_when_it_was_first_seen()
    {
        var status = Status(ManagementPolicy.Manage, DriftPolicy.Report, applied: true);
        Gate(status).MayWrite([s_difference]);
        var first = _clock.GetUtcNow();
        _clock.Advance(TimeSpan.FromMinutes(5));

        Gate(status).MayWrite([s_difference]);

        Assert.Equal((first, first), (status.Drift!.Fields!.Single().Since, status.Drift.LastDriftTime));
    }

    [Fact]
    public void More_fields_than_a_status_may_hold_are_counted()
    {
        var status = Status(ManagementPolicy.Manage, DriftPolicy.Report, applied: true);

        Gate(status).MayWrite([.. Enumerable.Range(0, 70).Select(i => new FieldDifference("Function", $"env[{i}].value", new string('x', 600), ""))]);

        Assert.Equal((64, 6), (status.Drift!.Fields!.Count, status.Drift.Truncated));
        Assert.All(status.Drift.Fields, f => Assert.Equal(512, f.Declared!.Length));
    }

    private DriftGate Gate(CloudResourceStatus status) => new(status, 1, "wanted", _clock);

    private static LlmFunctionStatus Status(ManagementPolicy policy, DriftPolicy drift, bool applied) => new()
    {
        Effective = new() { Policy = policy, DriftPolicy = drift, Interval = "10m" },
        AppliedHash = applied ? "wanted" : null,
    };
}
