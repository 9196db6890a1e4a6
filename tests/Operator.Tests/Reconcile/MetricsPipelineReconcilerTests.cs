using k8s;
using Sonde.Operator.Api;
using Sonde.Operator.Cloud;
using Sonde.Operator.Kube;
using Sonde.Operator.Passes;

namespace Sonde.Operator.Tests.Reconcile;

public sealed class MetricsPipelineReconcilerTests : IDisposable
{
    private const string ConfigKey = "sonde/engines/config/llm/chat.yaml";
    private readonly World _world = new();

    public MetricsPipelineReconcilerTests()
    {
        _world.Instances.Put(Given.ReadyInstance());
        _world.Functions.Put(Given.FullFunction());
    }

    private Fakes.Journal Journal => _world.Cloud.Journal;

    private string AgentKey => $"sonde/engines/agent/{_world.Release.Digest["sha256:".Length..]}/sonde-agent";

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task The_marker_comes_first_then_the_agent_then_the_configurations()
    {
        var pipeline = Given.Pipeline();

        Assert.IsType<Outcome.Settled>(await _world.PassAsync(pipeline));

        Assert.Equal(["PutObject sonde/engines/", $"PutObject {AgentKey}", $"PutObject {ConfigKey}"], Journal.Writes);
        var binding = Assert.Single(pipeline.Status!.Bindings!);
        Assert.Equal(("chat", BindingState.Pending), (binding.Function, binding.State));
        Assert.Equal([AgentKey, ConfigKey], pipeline.Status.Artifacts!.Select(a => a.Key));
        Assert.Equal(_world.Release.Digest, pipeline.Status.AgentDigest);
    }

    [Fact]
    public async Task A_steady_pass_writes_nothing_and_tells_nothing_new()
    {
        var pipeline = Given.Pipeline();
        await _world.PassAsync(pipeline);
        await _world.PassAsync(pipeline);
        var before = KubernetesJson.Serialize(pipeline.Status);
        Journal.Calls.Clear();
        _world.Clock.Advance(TimeSpan.FromHours(1));

        await _world.PassAsync(pipeline);

        Assert.Empty(Journal.Writes);
        Assert.Equal(before, KubernetesJson.Serialize(pipeline.Status));
    }

    [Fact]
    public async Task A_changed_interval_writes_the_configuration_and_nothing_else()
    {
        var pipeline = Given.Pipeline();
        await _world.PassAsync(pipeline);
        var hash = pipeline.Status!.Bindings![0].DesiredConfigHash;
        Journal.Calls.Clear();
        pipeline.Spec.Targets[0].Interval = "30s";

        await _world.PassAsync(pipeline);

        Assert.Equal([$"PutObject {ConfigKey}"], Journal.Writes);
        Assert.NotEqual(hash, pipeline.Status.Bindings![0].DesiredConfigHash);
        Assert.Null(pipeline.Status.Drift!.Corrections);
    }

    [Theory]
    [InlineData(DriftPolicy.Correct, 1, DriftAction.Corrected)]
    [InlineData(DriftPolicy.Report, 0, DriftAction.Reported)]
    public async Task An_agent_that_somebody_replaced_is_drift(DriftPolicy policy, int writes, DriftAction action)
    {
        var pipeline = Given.Pipeline(s => s.Management = new() { Drift = new() { Policy = policy } });
        await _world.PassAsync(pipeline);
        _world.Cloud.Objects.Objects[AgentKey] = ([1, 2, 3], Operator.Cloud.ObjectStorage.PutOptions.None, default);
        Journal.Calls.Clear();

        await _world.PassAsync(pipeline);

        Assert.Equal(writes, Journal.Writes.Count);
        Assert.Equal((AgentKey, action), pipeline.Status!.Drift!.Fields!.Select(f => (f.Path, f.Action)).Single());
    }

    [Fact]
    public async Task A_function_that_is_gone_leaves_no_configuration()
    {
        var pipeline = Given.Pipeline();
        await _world.PassAsync(pipeline);
        _world.Functions.Remove(Given.FullFunction());

        await _world.PassAsync(pipeline);

        Assert.DoesNotContain(ConfigKey, _world.Cloud.Objects.Objects.Keys);
        Assert.Empty(pipeline.Status!.Bindings!);
    }

    [Fact]
    public async Task Old_agents_beyond_those_kept_are_removed_but_not_one_that_a_function_mounts()
    {
        var mounting = Given.FullFunction();
        mounting.Status = new() { ArtifactDigest = "sha256:oldest" };
        _world.Functions.Put(mounting);
        foreach (var digest in new[] { "oldest", "older", "old", "previous" })
        {
            _world.Cloud.Objects.Objects[$"sonde/engines/agent/{digest}/sonde-agent"] = ([1], Operator.Cloud.ObjectStorage.PutOptions.None, _world.Clock.GetUtcNow());
            _world.Clock.Advance(TimeSpan.FromDays(1));
        }

        await _world.PassAsync(Given.Pipeline());

        Assert.Equal(["old", "oldest", "previous"], _world.Cloud.Objects.Objects.Keys.Where(k => k.Contains("/agent/", StringComparison.Ordinal)).Select(k => k.Split('/')[3]).Where(d => d.StartsWith('o') || d.StartsWith('p')));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(BucketCreation.IfMissing, true)]
    public async Task An_absent_bucket_is_made_only_where_that_is_asked_for(BucketCreation? creation, bool made)
    {
        _world.Cloud.Objects.Buckets.Clear();

        var outcome = await _world.PassAsync(Given.Pipeline(s => s.Artifacts.CreateBucket = creation));

        Assert.Equal(made, outcome is Outcome.Settled);
        Assert.Equal(made, _world.Cloud.Objects.Buckets.Contains("models"));
        if (!made)
            Assert.Contains("spec.artifacts.createBucket IfMissing", Assert.IsType<Outcome.Progressing>(outcome).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_configuration_that_the_agent_would_refuse_is_not_published()
    {
        var pipeline = Given.Pipeline(s => s.Targets[0].Keep = ["("]);

        var outcome = Assert.IsType<Outcome.Stalled>(await _world.PassAsync(pipeline));

        Assert.Equal(Reasons.InvalidConfig, outcome.Reason);
        Assert.Equal(Reasons.InvalidConfig, Conditions.Find(pipeline.Status, ConditionTypes.ConfigValid)!.Reason);
        Assert.Empty(Journal.Writes);
    }

    [Fact]
    public async Task A_store_that_is_not_ready_is_waited_for()
    {
        var instance = Given.ReadyInstance();
        instance.Status!.Conditions![0].Status = ConditionStatus.False;
        _world.Instances.Put(instance);

        var outcome = Assert.IsType<Outcome.Progressing>(await _world.PassAsync(Given.Pipeline()));

        Assert.Equal((Reasons.DependencyNotReady, "PrometheusInstance metrics is not ready."), (outcome.Reason, outcome.Message));
    }

    [Fact]
    public async Task An_upload_that_is_refused_is_told_with_the_clouds_words()
    {
        Journal.Refuse("PutObject", CloudErrorKind.Denied, "AccessDenied");
        var pipeline = Given.Pipeline();

        Assert.IsType<Outcome.Stalled>(await _world.PassAsync(pipeline));

        Assert.Equal(Reasons.UploadFailed, Conditions.Find(pipeline.Status, ConditionTypes.ArtifactsSynced)!.Reason);
    }

    [Theory]
    [InlineData("sonde/engines")]
    [InlineData("sonde")]
    [InlineData("sonde/engines/inner")]
    public async Task Two_pipelines_below_one_prefix_are_refused_and_the_older_keeps_its_objects(string prefix)
    {
        var older = Given.Pipeline();
        older.Metadata.CreationTimestamp = new(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        await _world.PassAsync(older);
        var younger = Given.Pipeline(s => s.Artifacts.Prefix = prefix, "second");
        younger.Metadata.CreationTimestamp = new(2025, 2, 1, 0, 0, 0, DateTimeKind.Utc);
        var before = _world.Cloud.Objects.Objects.Count;

        var stalled = Assert.IsType<Outcome.Stalled>(await _world.PassAsync(younger));
        Assert.Contains("MetricsPipeline llm/engines", stalled.Message, StringComparison.Ordinal);
        // Nothing tells the younger one when the older goes.
        Assert.NotNull(stalled.NextLook);
        younger.Metadata.DeletionTimestamp = DateTime.UnixEpoch;
        Assert.IsType<Outcome.Settled>(await _world.PassAsync(younger));
        Assert.IsType<Outcome.Settled>(await _world.PassAsync(older));

        Assert.Equal(before, _world.Cloud.Objects.Objects.Count);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(ReadinessGate.WhenInstancesExist, false)]
    [InlineData(ReadinessGate.Never, true)]
    public async Task Silent_agents_lower_Ready_unless_that_is_switched_off(ReadinessGate? gate, bool ready)
    {
        var function = Given.FullFunction();
        function.Status = new();
        Conditions.Set(function.Status, 1, ConditionTypes.AgentReporting, ConditionStatus.False, Reasons.Silent, "");
        _world.Functions.Put(function);
        var pipeline = Given.Pipeline(s => s.Readiness = new() { Gate = gate });

        await _world.PassAsync(pipeline);

        Assert.Equal(ready, Conditions.IsTrue(pipeline.Status, ConditionTypes.Ready));
        Assert.Equal(Reasons.Silent, Conditions.Find(pipeline.Status, ConditionTypes.AgentReporting)!.Reason);
    }

    [Fact]
    public async Task Deletion_waits_for_the_functions_and_removes_everything_the_marker_last()
    {
        var pipeline = Given.Pipeline();
        await _world.PassAsync(pipeline);
        pipeline.Metadata.DeletionTimestamp = DateTime.UnixEpoch;
        Assert.Contains("LlmFunction chat", Assert.IsType<Outcome.Stalled>(await _world.PassAsync(pipeline)).Message, StringComparison.Ordinal);
        _world.Functions.Remove(Given.FullFunction());

        Assert.IsType<Outcome.Settled>(await _world.PassAsync(pipeline));

        Assert.Empty(_world.Cloud.Objects.Objects);
        Assert.Equal("DeleteObject sonde/engines/", Journal.Writes[^1]);
    }

    [Theory]
    [InlineData(ManagementPolicy.Observe)]
    [InlineData(ManagementPolicy.CreateOnly)]
    public async Task Policies_that_a_publisher_cannot_keep_are_refused(ManagementPolicy policy)
    {
        var outcome = Assert.IsType<Outcome.Stalled>(await _world.PassAsync(Given.Pipeline(s => s.Management = new() { Policy = policy })));

        Assert.Contains("spec.management.policy", outcome.Message, StringComparison.Ordinal);
        Assert.Empty(Journal.Calls);
    }

    [Fact]
    public async Task A_paused_pipeline_is_released_without_a_call()
    {
        var pipeline = Given.Pipeline();
        await _world.PassAsync(pipeline);
        Journal.Calls.Clear();
        pipeline.Spec.Paused = true;
        await _world.PassAsync(pipeline);
        pipeline.Metadata.DeletionTimestamp = DateTime.UnixEpoch;

        Assert.IsType<Outcome.Settled>(await _world.PassAsync(pipeline));

        Assert.Empty(Journal.Calls);
    }
}
