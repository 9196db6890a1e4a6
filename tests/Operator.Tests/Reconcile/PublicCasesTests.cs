using Sonde.Operator.Api;
using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.FunctionCompute;
using Sonde.Operator.Kube;
using Sonde.Operator.Passes;

namespace Sonde.Operator.Tests.Reconcile;

/// <summary>Bugs that other operators had with Function Compute, as whole passes must meet them.</summary>
public sealed class PublicCasesTests : FunctionPassTests
{
    [Theory]
    [InlineData(null, true)]
    [InlineData(AgentStart.Entrypoint, true)]
    [InlineData(AgentStart.Proxy, false)]
    public async Task Case_41_metrics_exposed_publicly_is_warned_of_until_they_are_not(AgentStart? start, bool exposed)
    {
        var function = await World.ObservedFunctionAsync(s =>
        {
            s.Container!.Args = ["--api-key", "key"];
            s.Http = new() { Auth = HttpAuth.Anonymous };
            s.Observability!.Start = start;
        });

        Assert.Equal(exposed, Conditions.IsTrue(function.Status, ConditionTypes.MetricsExposed));
        Assert.True(Conditions.IsTrue(function.Status, ConditionTypes.Ready));
        if (exposed)
            Assert.Contains("Anybody can read /metrics of the function", Conditions.Find(function.Status, ConditionTypes.MetricsExposed)!.Message, StringComparison.Ordinal);
        Change(function, s => s.Http!.Auth = HttpAuth.Signed);
        await World.SettleAsync(function);
        Assert.Null(Conditions.Find(function.Status, ConditionTypes.MetricsExposed));
    }

    [Theory]
    [InlineData(CloudErrorKind.Blocked, "ResidentScalingConfigExists")]
    [InlineData(CloudErrorKind.Invalid, "InvalidArgument")]
    public async Task Case_44_gpu_change_with_resident_pool_stalls_in_plain_words_and_takes_nothing_away(CloudErrorKind kind, string code)
    {
        var function = await World.ObservedFunctionAsync();
        Journal.Refuse("UpdateFunction", kind, code);
        Journal.Calls.Clear();
        Change(function, s => s.Resources!.Gpu = new() { Type = "fc.gpu.hopper.1", MemoryMB = 98304 });

        var outcome = Assert.IsType<Outcome.Stalled>(await World.PassAsync(function));

        Assert.Equal(Reasons.InvalidSpec, outcome.Reason);
        Assert.Contains(code, outcome.Message, StringComparison.Ordinal);
        Assert.False(Conditions.IsTrue(function.Status, ConditionTypes.Ready));
        Assert.True(outcome.NextLook is null || outcome.NextLook >= TimeSpan.FromMinutes(10));
        Assert.Equal([$"UpdateFunction {Name}"], Journal.Writes);
        Assert.Equal("fc.gpu.ada.1", Cloud.GpuConfig!.GpuType);
    }

    [Fact]
    public async Task Case_46_image_acceleration_pending_is_waited_for_without_a_write()
    {
        World.Cloud.Functions.StateAfterCreate = FunctionStates.Pending;
        var function = Given.Function();
        await World.PassAsync(function);
        Cloud = Cloud with { StateReasonCode = "Creating", LastUpdateStatus = UpdateStatuses.InProgress };
        Journal.Calls.Clear();

        foreach (var seconds in new[] { 600, 900 })
        {
            Change(function, s => s.TimeoutSeconds = seconds);
            Assert.IsType<Outcome.Progressing>(await World.PassAsync(function));
            World.Clock.Advance(TimeSpan.FromSeconds(seconds));
        }

        Assert.Empty(Journal.Writes);
        Cloud = Cloud with { State = FunctionStates.Active, LastUpdateStatus = UpdateStatuses.Successful };
        await World.SettleAsync(function);
        Assert.Equal(900, Cloud.Timeout);
    }

    [Fact]
    public async Task Case_46_image_acceleration_that_failed_says_why_and_is_not_begun_again_until_the_spec_changes()
    {
        World.Cloud.Functions.StateAfterCreate = FunctionStates.Failed;
        var function = Given.Function();
        await World.PassAsync(function);
        Cloud = Cloud with { StateReason = "image not found", LastUpdateStatus = UpdateStatuses.Failed };
        Journal.Calls.Clear();

        for (var pass = 0; pass < 3; pass++)
            Assert.Contains("image not found", Assert.IsType<Outcome.Failing>(await World.PassAsync(function)).Message, StringComparison.Ordinal);

        Assert.Empty(Journal.Writes);
        Change(function, s => s.Container!.Image = "example/vllm:2");
        await World.PassAsync(function);
        Assert.Equal([$"UpdateFunction {Name}"], Journal.Writes);
    }

    [Fact]
    public async Task Case_47_partial_update_resets_lists_sends_what_is_removed_as_empty_and_keeps_empty_values()
    {
        var function = Given.Function(s =>
        {
            s.Env = [new() { Name = "A", Value = "1" }, new() { Name = "B", Value = "" }];
            s.Network = new() { InternetAccess = true };
            s.Scaling = new() { Provisioned = new() { Target = 1, Schedules = [new() { Name = "day", Schedule = "cron(0 0 8 * * *)", Target = 3 }] } };
        });
        await World.SettleAsync(function);
        Assert.Equal("", Cloud.EnvironmentVariables!["B"]);
        Journal.Calls.Clear();

        Change(function, s => (s.Env, s.Network!.InternetAccess, s.Scaling!.Provisioned) = (null, false, new() { Target = 0 }));
        await World.SettleAsync(function);

        Assert.Equal((0, false), (Cloud.EnvironmentVariables!.Count, Cloud.InternetAccess));
        var provision = (await World.Cloud.Functions.FindProvisionConfigAsync(Name, "LATEST", CancellationToken.None))!;
        Assert.Equal((0, 0), (provision.DefaultTarget, provision.ScheduledActions!.Count));
        Assert.Equal([$"UpdateFunction {Name}", $"PutProvisionConfig {Name}"], Journal.Writes);
    }

    [Fact]
    public async Task Case_51_create_lost_response_and_a_restart_make_one_function()
    {
        Journal.LoseAnswer("CreateFunction");
        var function = Given.Function();
        Assert.IsType<Outcome.Failing>(await World.PassAsync(function));

        // What the lost pass would have noted is lost with it.
        function.Status = null;
        await World.SettleAsync(function);

        Assert.Single(Journal.Calls, $"CreateFunction {Name}");
        Assert.Contains(Cloud.Tags!, tag => tag is { Key: "sonde.dev/owner", Value: "gitops/llm/chat" });
    }

    [Theory]
    [InlineData(CloudErrorKind.Unavailable, "ConnectionLost")]
    [InlineData(CloudErrorKind.Unavailable, "ServiceUnavailable")]
    [InlineData(CloudErrorKind.Throttled, "Throttling.User")]
    [InlineData(CloudErrorKind.Denied, "AccessDenied")]
    public async Task Case_52_eof_and_throttle_neither_make_a_function_again_nor_let_go_of_it(CloudErrorKind kind, string code)
    {
        var function = await World.ObservedFunctionAsync();
        Journal.Calls.Clear();

        Journal.Refuse("FindFunction", kind, code);
        Assert.IsNotType<Outcome.Settled>(await World.PassAsync(function));
        Assert.Empty(Journal.Writes);
        if (kind is CloudErrorKind.Denied)
            Assert.Equal(Reasons.AccessDenied, Conditions.Find(function.Status, ConditionTypes.Ready)!.Reason);

        function.Metadata.DeletionTimestamp = DateTime.UnixEpoch;
        Journal.Refuse("FindFunction", kind, code);
        Assert.IsNotType<Outcome.Settled>(await World.PassAsync(function));
        Assert.True(World.Cloud.Functions.Functions.ContainsKey(Name));
    }
}
