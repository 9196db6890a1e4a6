using k8s;
using Sonde.Operator.Api;
using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.FunctionCompute;
using Sonde.Operator.Kube;
using Sonde.Operator.Passes;

namespace Sonde.Operator.Tests.Reconcile;

public sealed class LlmFunctionReconcilerTests : FunctionPassTests
{
    [Fact]
    public async Task A_function_is_created_with_all_that_belongs_to_it()
    {
        var function = await World.ObservedFunctionAsync();

        Assert.Equal(["CreateFunction", "CreateTrigger", "PutConcurrencyConfig", "PutProvisionConfig"], FunctionWrites().Order(StringComparer.Ordinal));
        Assert.Equal("llm-chat", function.Status!.FunctionName);
        Assert.Equal("https://llm-chat.example", function.Status.Urls!.Public);
        Assert.NotNull(function.Status.AppliedHash);
        Assert.True(Conditions.IsTrue(function.Status, ConditionTypes.Ready));
        Assert.Contains(Cloud.Tags!, t => t is { Key: "sonde.dev/owner", Value: "gitops/llm/chat" });
    }

    [Fact]
    public async Task A_steady_pass_writes_nothing_and_tells_nothing_new()
    {
        var function = await World.ObservedFunctionAsync();
        await World.PassAsync(function);
        var before = KubernetesJson.Serialize(function.Status);
        Journal.Calls.Clear();
        World.Clock.Advance(TimeSpan.FromMinutes(10));

        await World.PassAsync(function);

        Assert.Empty(Journal.Writes);
        Assert.Single(Journal.Calls, call => call == $"FindFunction {Name}");
        Assert.Equal(before, KubernetesJson.Serialize(function.Status));
    }

    [Fact]
    public async Task A_pending_function_is_waited_for_and_not_written_to()
    {
        World.Cloud.Functions.StateAfterCreate = FunctionStates.Pending;
        var function = Given.FullFunction();
        function.Spec.Observability = null;
        await World.PassAsync(function);
        Journal.Calls.Clear();

        var outcome = Assert.IsType<Outcome.Progressing>(await World.PassAsync(function));

        Assert.Equal(Reasons.WaitingForCloud, outcome.Reason);
        Assert.Empty(Journal.Writes);
    }

    [Fact]
    public async Task While_an_update_is_in_progress_the_next_one_waits()
    {
        var function = await World.ObservedFunctionAsync();
        World.Cloud.Functions.StatusAfterUpdate = UpdateStatuses.InProgress;
        Change(function, s => s.TimeoutSeconds = 700);
        Journal.Calls.Clear();

        Assert.Equal(Reasons.Updating, Assert.IsType<Outcome.Progressing>(await World.PassAsync(function)).Reason);
        Change(function, s => s.TimeoutSeconds = 800);
        Assert.Equal(Reasons.Updating, Assert.IsType<Outcome.Progressing>(await World.PassAsync(function)).Reason);
        Assert.Single(Journal.Writes);
        Cloud = Cloud with { LastUpdateStatus = UpdateStatuses.Successful };
        World.Cloud.Functions.StatusAfterUpdate = UpdateStatuses.Successful;
        await World.SettleAsync(function);

        Assert.Equal(2, Journal.Writes.Count);
        Assert.Equal(800, Cloud.Timeout);
    }

    [Fact]
    public async Task A_change_of_many_fields_is_one_update()
    {
        var function = await World.ObservedFunctionAsync();
        Journal.Calls.Clear();
        Change(function, s =>
        {
            s.TimeoutSeconds = 700;
            s.Container!.Image = "example/vllm:2";
            s.Env!.Add(new() { Name = "MORE", Value = "1" });
        });

        await World.SettleAsync(function);
        await World.PassAsync(function);

        Assert.Equal(["UpdateFunction"], FunctionWrites());
    }

    [Fact]
    public async Task From_one_start_mode_to_the_next_is_one_update()
    {
        var function = await World.ObservedFunctionAsync();
        foreach (var start in new AgentStart?[] { AgentStart.Entrypoint, AgentStart.Proxy, AgentStart.Initializer, AgentStart.Proxy, AgentStart.Entrypoint, null })
        {
            Change(function, s => s.Observability!.Start = start);
            Assert.IsType<Outcome.Settled>(await World.PassAsync(World.Pipelines.List().Single()));
            Journal.Calls.Clear();

            await World.SettleAsync(function);
            await World.PassAsync(function);

            Assert.Equal(["UpdateFunction"], FunctionWrites());
        }
    }

    [Fact]
    public async Task A_correction_keeps_Ready_is_counted_and_announced()
    {
        var function = await World.ObservedFunctionAsync();
        Cloud = Cloud with { MemorySize = 32768 };
        World.Cloud.Functions.StatusAfterUpdate = UpdateStatuses.InProgress;

        Assert.IsType<Outcome.Settled>(await World.PassAsync(function));

        Assert.True(Conditions.IsTrue(function.Status, ConditionTypes.Ready));
        Assert.Equal(65536, Cloud.MemorySize);
        var drift = function.Status!.Drift!;
        Assert.Equal((DriftState.InSync, 1L), (drift.State, drift.Corrections));
        Assert.Equal(("resources.memoryMB", "65536", "32768", DriftAction.Corrected), drift.Fields!.Select(f => (f.Path, f.Declared, f.Actual, f.Action)).Single());
        Assert.Contains(World.Told, t => t.StartsWith("resources.memoryMB was 32768, is 65536 again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_correction_that_is_refused_is_not_called_one()
    {
        var function = await World.ObservedFunctionAsync();
        Cloud = Cloud with { MemorySize = 32768 };
        Journal.Refuse("UpdateFunction", CloudErrorKind.Denied);

        Assert.IsType<Outcome.Stalled>(await World.PassAsync(function));

        Assert.Equal(Reasons.FieldsDiffer, Conditions.Find(function.Status, ConditionTypes.Drifted)!.Reason);
        Assert.Equal((DriftState.Drifted, DriftAction.Blocked), (function.Status!.Drift!.State, function.Status.Drift.Fields!.Single().Action));
        Assert.Null(function.Status.Drift.Corrections);
        await World.SettleAsync(function);
        Assert.Equal(1, function.Status.Drift.Corrections);
    }

    [Fact]
    public async Task Each_corrected_field_is_counted_once_though_it_takes_two_passes()
    {
        var function = await World.ObservedFunctionAsync();
        Cloud = Cloud with { MemorySize = 32768 };
        await World.Cloud.Functions.PutConcurrencyConfigAsync(Name, 3, CancellationToken.None);
        World.Cloud.Functions.StatusAfterUpdate = UpdateStatuses.InProgress;
        await World.PassAsync(function);
        Cloud = Cloud with { LastUpdateStatus = UpdateStatuses.Successful };

        await World.PassAsync(function);

        Assert.Equal(2, function.Status!.Drift!.Corrections);
    }

    [Fact]
    public async Task A_create_whose_answer_is_lost_is_not_repeated()
    {
        Journal.LoseAnswer("CreateFunction");
        var function = Given.Function();

        Assert.Equal(Reasons.CloudUnreachable, Assert.IsType<Outcome.Failing>(await World.PassAsync(function)).Reason);
        await World.SettleAsync(function);

        Assert.Single(Journal.Calls, c => c.StartsWith("CreateFunction", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("other/llm/chat", Reasons.OwnedElsewhere)]
    [InlineData(null, Reasons.AlreadyExists)]
    public async Task Somebody_elses_function_is_neither_changed_nor_deleted(string? owner, string reason)
    {
        Cloud = new() { FunctionName = Name, State = FunctionStates.Active, Tags = owner is null ? [] : [new("sonde.dev/owner", owner)] };
        var function = Given.Function();

        Assert.Equal(reason, Assert.IsType<Outcome.Stalled>(await World.PassAsync(function)).Reason);
        function.Metadata.DeletionTimestamp = DateTime.UnixEpoch;
        Assert.IsType<Outcome.Settled>(await World.PassAsync(function));

        Assert.Empty(Journal.Writes);
    }

    [Fact]
    public async Task Deletion_removes_what_hangs_on_the_function_before_it_and_waits_for_its_instances()
    {
        var function = await World.ObservedFunctionAsync();
        function.Metadata.DeletionTimestamp = DateTime.UnixEpoch;
        World.Cloud.Functions.IsBlocked = true;
        Journal.Calls.Clear();

        Assert.Equal(Reasons.Deleting, Assert.IsType<Outcome.Progressing>(await World.PassAsync(function)).Reason);
        Assert.Equal(["DeleteTrigger", "DeleteProvisionConfig", "DeleteScalingConfig", "DeleteConcurrencyConfig", "DeleteFunction"], FunctionWrites());
        World.Cloud.Functions.IsBlocked = false;
        Assert.IsType<Outcome.Settled>(await World.PassAsync(function));

        Assert.Empty(World.Cloud.Functions.Functions);
    }

    [Fact]
    public async Task A_function_that_was_made_but_not_noted_is_deleted_all_the_same()
    {
        Journal.LoseAnswer("CreateFunction");
        var function = Given.Function();
        await World.PassAsync(function);
        function.Status = null;
        function.Metadata.DeletionTimestamp = DateTime.UnixEpoch;

        await World.PassAsync(function);

        Assert.Empty(World.Cloud.Functions.Functions);
    }

    [Fact]
    public async Task An_orphan_stays()
    {
        var function = await World.ObservedFunctionAsync(s => s.Management = new() { DeletionPolicy = DeletionPolicy.Orphan });
        function.Metadata.DeletionTimestamp = DateTime.UnixEpoch;
        Journal.Calls.Clear();

        Assert.IsType<Outcome.Settled>(await World.PassAsync(function));

        Assert.Empty(Journal.Calls);
    }

    [Fact]
    public async Task A_protected_function_is_not_deleted()
    {
        var function = await World.ObservedFunctionAsync(s => s.Management = new() { DeletionProtection = true });
        function.Metadata.DeletionTimestamp = DateTime.UnixEpoch;

        Assert.Equal(Reasons.DeletionBlocked, Assert.IsType<Outcome.Stalled>(await World.PassAsync(function)).Reason);
        Assert.NotEmpty(World.Cloud.Functions.Functions);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_paused_object_is_released_without_a_call(bool bySpec)
    {
        var function = await World.ObservedFunctionAsync();
        function.Spec.Paused = bySpec;
        if (!bySpec)
            function.Metadata.Annotations = new Dictionary<string, string>(StringComparer.Ordinal) { [SondeApi.PausedAnnotation] = "true" };
        Journal.Calls.Clear();
        var before = KubernetesJson.Serialize(function.Status!.Conditions);

        Assert.IsType<Outcome.Settled>(await World.PassAsync(function));
        Assert.Equal(before, KubernetesJson.Serialize(function.Status.Conditions));
        function.Metadata.DeletionTimestamp = DateTime.UnixEpoch;
        Assert.IsType<Outcome.Settled>(await World.PassAsync(function));

        Assert.Empty(Journal.Calls);
    }

    [Fact]
    public async Task Deleted_together_with_its_Secret_a_function_is_still_removed()
    {
        var function = await World.ObservedFunctionAsync();
        function.Metadata.DeletionTimestamp = DateTime.UnixEpoch;
        World.Secrets.Remove(Given.Secret("cloud"));

        Assert.IsType<Outcome.Settled>(await World.PassAsync(function));

        Assert.Empty(World.Cloud.Functions.Functions);
    }

    [Fact]
    public async Task Observe_writes_nothing_and_shows_what_it_would_do()
    {
        var function = Given.FullFunction();
        function.Spec.Observability = null;
        function.Spec.Management = new() { Policy = ManagementPolicy.Observe };

        var absent = Assert.IsType<Outcome.Progressing>(await World.PassAsync(function));
        Assert.Equal((Reasons.FunctionNotFound, PlanAction.Create), (absent.Reason, function.Status!.Plan!.Action));

        Cloud = new() { FunctionName = Name, State = FunctionStates.Active, Tags = [new("sonde.dev/owner", "gitops/llm/chat")] };
        Assert.IsType<Outcome.Settled>(await World.PassAsync(function));
        Assert.Equal(PlanAction.Update, function.Status.Plan!.Action);
        Assert.Contains(function.Status.Plan.Fields!, f => f.Path == "container.image");
        Assert.Empty(Journal.Writes);
    }

    [Fact]
    public async Task Report_shows_drift_leaves_it_and_stays_Ready()
    {
        var function = await World.ObservedFunctionAsync(s => s.Management = new() { Drift = new() { Policy = DriftPolicy.Report } });
        Cloud = Cloud with { MemorySize = 32768 };
        Journal.Calls.Clear();

        await World.PassAsync(function);

        Assert.Empty(Journal.Writes);
        Assert.True(Conditions.IsTrue(function.Status, ConditionTypes.Drifted));
        Assert.True(Conditions.IsTrue(function.Status, ConditionTypes.Ready));
        Assert.Equal(DriftAction.Reported, function.Status!.Drift!.Fields!.Single().Action);
    }

    [Fact]
    public async Task Under_Report_a_function_that_is_gone_is_not_called_ready()
    {
        var function = await World.ObservedFunctionAsync(s => s.Management = new() { Drift = new() { Policy = DriftPolicy.Report } });
        World.Cloud.Functions.Functions.Clear();

        Assert.Equal(Reasons.FunctionNotFound, Assert.IsType<Outcome.Progressing>(await World.PassAsync(function)).Reason);
        Assert.Equal(Reasons.ResourceMissing, Conditions.Find(function.Status, ConditionTypes.Drifted)!.Reason);
    }

    [Fact]
    public async Task A_function_that_is_gone_is_made_again()
    {
        var function = await World.ObservedFunctionAsync();
        Cloud = Cloud with { MemorySize = 1 };
        await World.PassAsync(function);
        World.Cloud.Functions.Functions.Clear();
        World.Cloud.Functions.Triggers.Clear();

        await World.SettleAsync(function);
        await World.PassAsync(function);

        Assert.Single(World.Cloud.Functions.Functions);
        Assert.False(Conditions.IsTrue(function.Status, ConditionTypes.Drifted));
    }

    [Fact]
    public async Task CreateOnly_completes_what_it_creates_and_changes_nothing_after()
    {
        var function = await World.ObservedFunctionAsync(s => s.Management = new() { Policy = ManagementPolicy.CreateOnly });
        Assert.NotEmpty(World.Cloud.Functions.Triggers);
        Change(function, s => s.TimeoutSeconds = 700);
        Journal.Calls.Clear();

        await World.PassAsync(function);

        Assert.Empty(Journal.Writes);
        Assert.Equal("timeoutSeconds", function.Status!.Drift!.Fields!.Single().Path);
    }

    [Fact]
    public async Task A_failed_function_says_why_and_a_mended_image_is_sent()
    {
        World.Cloud.Functions.StateAfterCreate = FunctionStates.Failed;
        var function = Given.Function();
        await World.PassAsync(function);
        Cloud = Cloud with { StateReasonCode = "ImagePullFailed", StateReason = "no such image" };

        var outcome = Assert.IsType<Outcome.Failing>(await World.PassAsync(function));
        Assert.Contains("ImagePullFailed: no such image", outcome.Message, StringComparison.Ordinal);
        Change(function, s => s.Container!.Image = "example/vllm:2");
        await World.PassAsync(function);

        Assert.Equal("example/vllm:2", Cloud.CustomContainerConfig!.Image);
    }

    [Fact]
    public async Task That_instances_cannot_be_listed_does_not_lower_Ready()
    {
        Journal.Refuse("ListInstances", CloudErrorKind.Denied);

        var function = await World.ObservedFunctionAsync();

        Assert.True(Conditions.IsTrue(function.Status, ConditionTypes.Ready));
        Assert.Equal(Reasons.QueryUnavailable, Conditions.Find(function.Status, ConditionTypes.AgentReporting)!.Reason);
    }

    [Fact]
    public async Task An_account_that_changed_under_an_object_stops_it()
    {
        var function = await World.ObservedFunctionAsync();
        var account = Given.Account(s => s.AccountId = null);
        account.Status!.AccountId = "9999999999999999";
        World.Accounts.Put(account);
        Journal.Calls.Clear();

        Assert.Equal(Reasons.AccountMismatch, Assert.IsType<Outcome.Stalled>(await World.PassAsync(function)).Reason);
        Assert.Empty(Journal.Calls);
    }

    private List<string> FunctionWrites() => [.. Journal.Writes.Where(w => w.EndsWith(Name, StringComparison.Ordinal)).Select(w => w.Split(' ')[0])];
}
