using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.Grafana;

namespace Sonde.Integration.Cloud;

public sealed class GrafanaWorkspacesTests : IAsyncLifetime
{
    private static readonly Tag s_owner = new("sonde.dev/owner", "uid-1");
    private EmulatedCloud _emulated = null!;

    private IGrafanaWorkspaces Grafana => _emulated.Cloud.Grafana;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _emulated = await EmulatedCloud.StartAsync();

    public ValueTask DisposeAsync() => _emulated.DisposeAsync();

    [Fact]
    public async Task A_workspace_lives_from_create_to_delete()
    {
        var made = await Grafana.CreateAsync(new() { Name = "llm 中文", Description = "d", Tags = [s_owner] }, Cancellation);

        var found = (await Grafana.FindAsync(made.Id, Cancellation))!;
        Assert.Equal(("llm 中文", "standard", "10.0.x", "d", EmulatedCloud.AccountId), (found.Name, found.Edition, found.Version, found.Description, found.UserId));
        Assert.True(found.CreatedMs > 0);
        Assert.Equal([new GrafanaTag(s_owner.Key, s_owner.Value)], found.Tags!);
        Assert.Equal([made.Id], (await Grafana.ListAsync([s_owner], Cancellation)).Select(workspace => workspace.Id));
        Assert.Empty(await Grafana.ListAsync([s_owner with { Value = "other" }], Cancellation));
        Assert.Single(await Grafana.ListAsync([], Cancellation));

        await Grafana.UpdateAsync(made.Id, new() { Name = "llm2", Description = "" }, Cancellation);
        found = (await Grafana.FindAsync(made.Id, Cancellation))!;
        Assert.Equal(("llm2", ""), (found.Name, found.Description));

        await Grafana.DeleteAsync(made.Id, Cancellation);
        await Grafana.DeleteAsync(made.Id, Cancellation);
        Assert.Null(await Grafana.FindAsync(made.Id, Cancellation));
    }

    [Fact]
    public async Task A_workspace_that_cannot_be_is_refused()
    {
        Assert.Equal(CloudErrorKind.Invalid, (await Assert.ThrowsAsync<CloudException>(() => Grafana.CreateAsync(new() { Name = "n", Edition = "free", Tags = [] }, Cancellation))).Kind);
        Assert.Equal(CloudErrorKind.NotFound, (await Assert.ThrowsAsync<CloudException>(() => Grafana.UpdateAsync("grafana-cn-none", new() { Name = "n" }, Cancellation))).Kind);
    }

    [Fact]
    public async Task An_instance_is_shown_in_a_workspace_and_its_dashboards_are_asked_for()
    {
        var id = await _emulated.Cloud.Prometheus.CreateAsync(new() { ClusterName = "n", Tags = [s_owner] }, Cancellation);
        var workspace = await Grafana.CreateAsync(new() { Name = "n", Tags = [] }, Cancellation);

        await _emulated.Cloud.Prometheus.BindGrafanaAsync(id, workspace.Id, Cancellation);

        Assert.Equal(workspace.Id, (await _emulated.Cloud.Prometheus.FindAsync(id, Cancellation))!.GrafanaInstanceId);
        Assert.Empty(await Grafana.ListDashboardsAsync(id, Cancellation));
        Assert.Equal(CloudErrorKind.NotFound, (await Assert.ThrowsAsync<CloudException>(() => Grafana.ListDashboardsAsync("rw-none", Cancellation))).Kind);
    }
}
