using Sonde.Operator.Cloud.FunctionCompute;
using Sonde.Operator.Cloud.Prometheus;
using Sonde.Operator.Drift;

namespace Sonde.Operator.Tests.Drift;

/// <summary>Triggers, provisioned instances, and instances of managed Prometheus.</summary>
public sealed class AttachedDriftTests
{
    [Theory]
    [InlineData("""{"authType":"anonymous","methods":["GET","POST"],"disableURLInternet":true,"theirs":1}""", "http.auth")]
    [InlineData("""{"authType":"function","methods":["GET"],"disableURLInternet":true,"theirs":1}""", "http.methods")]
    [InlineData("""{"authType":"function","methods":["GET","POST"],"theirs":1}""", "http.publicUrl")]
    public void A_changed_trigger_is_told_by_its_path_and_keeps_what_others_set(string config, string path)
    {
        var (change, found) = TriggerDrift.Between(Compared.Full().Trigger!.Config, HttpTriggerConfig.Parse(config));

        Assert.Equal([path], found.Select(d => d.Path));
        Assert.Contains("\"theirs\":1", change!.ToText(), StringComparison.Ordinal);
        Assert.Empty(TriggerDrift.Between(Compared.Full().Trigger!.Config, change).Differences);
    }

    [Fact]
    public void A_trigger_whose_config_is_no_JSON_is_written_anew() =>
        Assert.NotNull(TriggerDrift.Between(Compared.Full().Trigger!.Config, HttpTriggerConfig.Parse("{")).Change);

    public static TheoryData<string, ProvisionStatus> Provisions()
    {
        var settled = Compared.Settled(Compared.Full()).Provision!;
        return new()
        {
            { "scaling.provisioned.target", settled with { DefaultTarget = 9 } },
            { "scaling.provisioned.alwaysAllocateCPU", settled with { AlwaysAllocateCpu = false } },
            { "scaling.provisioned.alwaysAllocateGPU", settled with { AlwaysAllocateGpu = false } },
            { "scaling.provisioned.schedules", settled with { ScheduledActions = [] } },
            { "scaling.provisioned.schedules", settled with { ScheduledActions = [settled.ScheduledActions![0] with { Target = 9 }] } },
            { "scaling.provisioned.tracking", settled with { TargetTrackingPolicies = [settled.TargetTrackingPolicies![0] with { MetricTarget = 0.5m }] } },
            { "scaling.provisioned.tracking", settled with { TargetTrackingPolicies = [settled.TargetTrackingPolicies[0], settled.TargetTrackingPolicies[0] with { Name = "theirs" }] } },
        };
    }

    [Theory]
    [MemberData(nameof(Provisions))]
    public void A_changed_provision_config_is_told_by_its_path(string path, ProvisionStatus changed) =>
        Assert.Equal([path], ProvisionDrift.Between(Compared.Full().Provision!, changed).Differences.Select(d => d.Path));

    [Fact]
    public void Schedules_that_are_not_declared_survive_a_change_of_the_target()
    {
        var there = new ProvisionStatus { DefaultTarget = 1, ScheduledActions = [new() { Name = "theirs" }], AlwaysAllocateCpu = false };

        var change = ProvisionDrift.Between(new() { DefaultTarget = 2 }, there).Change!;

        Assert.Equal(("theirs", false), (change.ScheduledActions!.Single().Name, change.AlwaysAllocateCpu));
    }

    public static TheoryData<string, PrometheusCluster> Clusters() => new()
    {
        { "managed.retentionDays", Cluster() with { StorageDuration = 30 } },
        { "managed.archiveDays", Cluster() with { ArchiveDuration = 0 } },
        { "managed.billing", Cluster() with { PaymentType = "POSTPAY" } },
        { "managed.resourceGroupId", Cluster() with { ResourceGroupId = "rg-2" } },
        { "managed.tags[team]", Cluster() with { Tags = [] } },
    };

    [Theory]
    [MemberData(nameof(Clusters))]
    public void A_changed_instance_is_told_by_its_path(string path, PrometheusCluster changed) =>
        Assert.Equal([path], PrometheusDrift.Between(DesiredCluster(), changed).Differences.Select(d => d.Path));

    [Fact]
    public void An_instance_as_declared_does_not_differ_nor_does_what_is_not_declared()
    {
        Assert.Empty(PrometheusDrift.Between(DesiredCluster(), Cluster()).Differences);
        Assert.Empty(PrometheusDrift.Between(new() { ClusterName = "a", Tags = [] }, Cluster()).Differences);
    }

    private static PrometheusCluster Cluster() =>
        new() { ClusterId = "rw-1", ClusterName = "renamed", StorageDuration = 90, ArchiveDuration = 180, PaymentType = "POSTPAY_GB", ResourceGroupId = "rg-1", Tags = [new("theirs", "1"), new("team", "a")] };

    private static NewPrometheusCluster DesiredCluster() =>
        new() { ClusterName = "a", StorageDuration = 90, ArchiveDuration = 180, PaymentType = "POSTPAY_GB", ResourceGroupId = "rg-1", Tags = [new("team", "a")] };
}
