using k8s;
using Sonde.Operator.Api;
using Sonde.Operator.Kube;

namespace Sonde.Operator.Tests.Reconcile;

public sealed class PrometheusInstanceReconcilerTests : IDisposable
{
    private readonly World _world = new();

    private Fakes.Journal Journal => _world.Cloud.Journal;

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task An_instance_is_made_waited_for_and_its_addresses_are_told()
    {
        var instance = Given.Instance();

        Assert.Equal(Reasons.WaitingForCloud, Assert.IsType<Outcome.Progressing>(await _world.PassAsync(instance)).Reason);
        Assert.IsType<Outcome.Settled>(await _world.PassAsync(instance));

        Assert.Equal(["CreatePrometheus llm-metrics"], Journal.Writes);
        Assert.Equal(("rw-0", "https://rw-0.example/write", "https://rw-0.example"), (instance.Status!.ExternalId, instance.Status.RemoteWriteUrl, instance.Status.QueryUrl));
    }

    [Fact]
    public async Task Inside_a_VPC_the_inner_addresses_are_told()
    {
        _world.Accounts.Put(Given.Account(s => s.Network = NetworkKind.Vpc));
        var instance = await SettledAsync();

        Assert.Equal("http://rw-0.internal/write", instance.Status!.RemoteWriteUrl);
    }

    [Fact]
    public async Task An_instance_that_is_not_running_yet_is_waited_for()
    {
        _world.Cloud.Prometheus.StatusAfterCreate = "CREATING";
        var instance = Given.Instance();
        await _world.PassAsync(instance);

        Assert.IsType<Outcome.Progressing>(await _world.PassAsync(instance));
    }

    [Fact]
    public async Task A_steady_pass_writes_nothing_and_tells_nothing_new()
    {
        var instance = await SettledAsync();
        await _world.PassAsync(instance);
        var before = KubernetesJson.Serialize(instance.Status);
        Journal.Calls.Clear();
        _world.Clock.Advance(TimeSpan.FromMinutes(10));

        await _world.PassAsync(instance);

        Assert.Empty(Journal.Writes);
        Assert.Equal(before, KubernetesJson.Serialize(instance.Status));
    }

    [Fact]
    public async Task A_create_whose_answer_is_lost_is_not_repeated()
    {
        Journal.LoseAnswer("CreatePrometheus");
        var instance = Given.Instance();
        Assert.IsType<Outcome.Failing>(await _world.PassAsync(instance));

        Assert.IsType<Outcome.Settled>(await _world.PassAsync(instance));

        Assert.Single(_world.Cloud.Prometheus.Clusters);
    }

    [Fact]
    public async Task Drift_is_put_back()
    {
        var instance = await SettledAsync(s => s.Managed!.RetentionDays = 90);
        _world.Cloud.Prometheus.Clusters["rw-0"] = _world.Cloud.Prometheus.Clusters["rw-0"] with { StorageDuration = 30 };

        Assert.IsType<Outcome.Settled>(await _world.PassAsync(instance));

        Assert.Equal(90, _world.Cloud.Prometheus.Clusters["rw-0"].StorageDuration);
        Assert.Equal(1, instance.Status!.Drift!.Corrections);
    }

    [Fact]
    public async Task Observe_writes_nothing_shows_what_it_would_do_and_forgets_nothing()
    {
        var instance = Given.Instance(s =>
        {
            s.Management = new() { Policy = ManagementPolicy.Observe };
            s.Managed!.RetentionDays = 90;
        });
        Assert.IsType<Outcome.Progressing>(await _world.PassAsync(instance));
        Assert.Equal(PlanAction.Create, instance.Status!.Plan!.Action);
        await ElsewhereAsync(30);

        Assert.IsType<Outcome.Settled>(await _world.PassAsync(instance));
        Assert.Equal(PlanAction.Update, instance.Status.Plan!.Action);
        Assert.DoesNotContain(Journal.Writes, w => w.StartsWith("Update", StringComparison.Ordinal));

        // Once managed, the difference is work to do, not drift to report.
        instance.Spec.Management = new() { Drift = new() { Policy = DriftPolicy.Report } };
        await _world.PassAsync(instance);
        Assert.Equal(90, _world.Cloud.Prometheus.Clusters["rw-0"].StorageDuration);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(DeletionPolicy.Orphan, false)]
    [InlineData(DeletionPolicy.Delete, true)]
    public async Task History_is_deleted_only_where_a_person_says_so(DeletionPolicy? policy, bool deleted)
    {
        var instance = await SettledAsync(s => s.Management = new() { DeletionPolicy = policy });
        instance.Metadata.DeletionTimestamp = DateTime.UnixEpoch;

        Assert.IsType<Outcome.Settled>(await _world.PassAsync(instance));

        Assert.Equal(deleted, _world.Cloud.Prometheus.Clusters.Count == 0);
    }

    [Fact]
    public async Task Deletion_waits_for_the_pipelines_that_write_to_it()
    {
        var instance = await SettledAsync();
        _world.Pipelines.Put(Given.Pipeline());
        instance.Metadata.DeletionTimestamp = DateTime.UnixEpoch;

        var outcome = Assert.IsType<Outcome.Stalled>(await _world.PassAsync(instance));

        Assert.Equal((Reasons.DeletionBlocked, true), (outcome.Reason, outcome.Message.Contains("MetricsPipeline engines", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_external_store_needs_no_account_and_no_call()
    {
        _world.Accounts.Remove(Given.Account());
        var instance = Given.Instance(s =>
        {
            s.Managed = null;
            s.External = new() { RemoteWriteUrl = "https://vm.example/write", QueryUrl = "https://vm.example" };
        });

        Assert.IsType<Outcome.Settled>(await _world.PassAsync(instance));

        Assert.Equal("https://vm.example/write", instance.Status!.RemoteWriteUrl);
        Assert.Empty(Journal.Calls);
    }

    private async Task<PrometheusInstance> SettledAsync(Action<PrometheusInstanceSpec>? but = null)
    {
        var instance = Given.Instance(but);
        await _world.PassAsync(instance);
        Assert.IsType<Outcome.Settled>(await _world.PassAsync(instance));
        return instance;
    }

    /// <summary>An instance of ours that another life of the operator made.</summary>
    private Task<string> ElsewhereAsync(int retention) => _world.Cloud.Prometheus.CreateAsync(
        new() { ClusterName = "llm-metrics", Tags = Given.Access().TagsOf(Given.Namespace, "metrics", "uid-metrics", null), StorageDuration = retention }, CancellationToken.None);
}
