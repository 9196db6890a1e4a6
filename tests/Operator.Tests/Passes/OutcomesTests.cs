using Sonde.Operator.Api;
using Sonde.Operator.Cloud;
using Sonde.Operator.Kube;
using Sonde.Operator.Passes;
using CloudService = Sonde.Operator.Cloud.CloudService;

namespace Sonde.Operator.Tests.Passes;

public sealed class OutcomesTests
{
    [Theory]
    [InlineData(CloudErrorKind.Throttled, "failing", Reasons.Throttled)]
    [InlineData(CloudErrorKind.Unavailable, "failing", Reasons.CloudUnreachable)]
    [InlineData(CloudErrorKind.Conflict, "failing", Reasons.RetryAfterError)]
    [InlineData(CloudErrorKind.NotFound, "progressing", Reasons.DependencyNotFound)]
    [InlineData(CloudErrorKind.Denied, "stalled", Reasons.AccessDenied)]
    [InlineData(CloudErrorKind.QuotaExceeded, "stalled", Reasons.QuotaExceeded)]
    [InlineData(CloudErrorKind.AlreadyExists, "stalled", Reasons.AlreadyExists)]
    [InlineData(CloudErrorKind.Blocked, "stalled", Reasons.InvalidSpec)]
    [InlineData(CloudErrorKind.Invalid, "stalled", Reasons.InvalidSpec)]
    public async Task A_refused_call_decides_what_the_pass_came_to(CloudErrorKind kind, string outcome, string reason)
    {
        var came = await Outcomes.OfAsync(() => throw Refused(kind));

        Assert.Equal((outcome, reason), (came.Kind, ReasonOf(came)));
    }

    [Theory]
    [InlineData(CloudErrorKind.Denied, true)]
    [InlineData(CloudErrorKind.QuotaExceeded, true)]
    [InlineData(CloudErrorKind.AlreadyExists, true)]
    [InlineData(CloudErrorKind.Invalid, false)]
    public void What_is_mended_in_the_cloud_is_looked_at_again_and_what_is_mended_in_the_spec_is_not(CloudErrorKind kind, bool again) =>
        Assert.Equal(again ? TimeSpan.FromMinutes(30) : null, Assert.IsType<Outcome.Stalled>(Outcomes.Of(Refused(kind))).NextLook);

    [Fact]
    public void A_delay_that_the_cloud_names_is_kept() =>
        Assert.Equal(TimeSpan.FromSeconds(7), Assert.IsType<Outcome.Failing>(Outcomes.Of(Refused(CloudErrorKind.Throttled))).NextLook);

    [Fact]
    public void A_deletion_that_something_stands_against_is_told_as_one()
    {
        var stalled = Assert.IsType<Outcome.Stalled>(Outcomes.Of(new(CloudErrorKind.Blocked, "FunctionNotEmpty", "has triggers", CloudService.FunctionCompute, "DeleteFunction")));
        Assert.Equal((Reasons.DeletionBlocked, TimeSpan.FromMinutes(30)), (stalled.Reason, stalled.NextLook));
    }

    [Fact]
    public void Case_44_no_capacity_is_no_unreachable_cloud_and_is_waited_for_in_minutes()
    {
        var failing = Assert.IsType<Outcome.Failing>(Outcomes.Of(new(CloudErrorKind.Unavailable, CloudErrors.NoCapacity, "no capacity", CloudService.FunctionCompute, "PutProvisionConfig")));
        Assert.Equal((Reasons.RetryAfterError, TimeSpan.FromMinutes(5)), (failing.Reason, failing.NextLook));
    }

    [Fact]
    public async Task A_bug_is_no_refusal() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => Outcomes.OfAsync(() => throw new InvalidOperationException("bug")));

    [Fact]
    public void Every_kind_of_refusal_has_its_outcome() => Assert.All(Enum.GetValues<CloudErrorKind>(), kind => Assert.NotEmpty(ReasonOf(Outcomes.Of(Refused(kind)))));

    private static CloudException Refused(CloudErrorKind kind) => new(kind, "Code", "detail", CloudService.FunctionCompute, "Call") { RetryAfter = TimeSpan.FromSeconds(7) };

    private static string ReasonOf(Outcome outcome) => outcome switch
    {
        Outcome.Failing f => f.Reason,
        Outcome.Progressing p => p.Reason,
        Outcome.Stalled s => s.Reason,
        _ => "",
    };
}
