using Sonde.Emulator.Faults;
using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.Prometheus;

namespace Sonde.Integration.Cloud;

public sealed class ManagedPrometheusTests : IAsyncLifetime
{
    private static readonly Tag s_owner = new("sonde.dev/owner", "uid-1");
    private EmulatedCloud _emulated = null!;

    private IManagedPrometheus Prometheus => _emulated.Cloud.Prometheus;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _emulated = await EmulatedCloud.StartAsync();

    public ValueTask DisposeAsync() => _emulated.DisposeAsync();

    [Fact]
    public async Task An_instance_lives_from_create_to_uninstall()
    {
        var id = await Prometheus.CreateAsync(new() { ClusterName = "llm metrics 中文 (a*b)", Tags = [s_owner], StorageDuration = 90 }, Cancellation);

        var found = (await Prometheus.FindAsync(id, Cancellation))!;
        Assert.Equal((id, "llm metrics 中文 (a*b)", 90), (found.ClusterId, found.ClusterName, found.StorageDuration));
        Assert.False(string.IsNullOrEmpty(found.RemoteWriteInterUrl));
        Assert.False(string.IsNullOrEmpty(found.HttpApiInterUrl));
        Assert.Contains(new PrometheusTag(s_owner.Key, s_owner.Value), found.Tags!);
        Assert.Equal([id], (await Prometheus.ListByTagAsync([s_owner], Cancellation)).Select(cluster => cluster.ClusterId));
        Assert.Empty(await Prometheus.ListByTagAsync([s_owner with { Value = "other" }], Cancellation));

        await Prometheus.UpdateAsync(id, new() { StorageDuration = 180 }, Cancellation);
        Assert.Equal(180, (await Prometheus.FindAsync(id, Cancellation))!.StorageDuration);
        await Prometheus.TagAsync(id, [new("team", "ml")], Cancellation);
        await Prometheus.UntagAsync(id, [s_owner.Key], Cancellation);
        Assert.Equal([new PrometheusTag("team", "ml")], (await Prometheus.FindAsync(id, Cancellation))!.Tags!);

        await Prometheus.UninstallAsync(id, Cancellation);
        await Prometheus.UninstallAsync(id, Cancellation);
        Assert.Null(await Prometheus.FindAsync(id, Cancellation));
    }

    [Fact]
    public async Task A_create_whose_answer_is_lost_is_found_by_its_owner()
    {
        _emulated.Server.Faults.Add(new() { Service = "arms", Operation = "CreatePrometheusInstance", Mode = FaultMode.AfterWork, Count = 1 });

        var failure = await Assert.ThrowsAsync<CloudException>(() => Prometheus.CreateAsync(new() { ClusterName = "n", Tags = [s_owner] }, Cancellation));

        Assert.True(failure.MayHaveHappened);
        Assert.Single(await Prometheus.ListByTagAsync([s_owner], Cancellation));
    }

    [Fact]
    public async Task The_caller_is_known_by_its_key()
    {
        Assert.Equal(EmulatedCloud.AccountId, (await _emulated.Cloud.Identity.GetCallerAsync(Cancellation)).AccountId);

        var wrong = await Assert.ThrowsAsync<CloudException>(() => _emulated.With(EmulatedCloud.Key with { Secret = "wrong" }).Identity.GetCallerAsync(Cancellation));
        Assert.Equal(CloudErrorKind.Denied, wrong.Kind);
        var unknown = await Assert.ThrowsAsync<CloudException>(() => _emulated.With(new("LTAI5tUnknown", "x")).Identity.GetCallerAsync(Cancellation));
        Assert.Equal(CloudErrorKind.Denied, unknown.Kind);
    }
}
