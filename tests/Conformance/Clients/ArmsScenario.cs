using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.Alerts;
using Sonde.Testing;

namespace Sonde.Conformance.Clients;

/// <summary>What <c>Sdk/arms.js</c> does, in its order.</summary>
internal sealed class ArmsScenario(Actor actor, Steps steps, CancellationToken cancellation)
{
    private const string Name = "llm-metrics 中文 (a*b)";
    private static readonly Tag s_managed = new("managed-by", "operator");
    private static readonly Tag s_uid = new("uid", "8b5f");
    private readonly ICloud _cloud = actor.Connect();

    public async Task PlayAsync()
    {
        var id = await InstanceAsync();
        await ChangesAsync(id);
        await TagsAsync(id);
        await OlderAlertsAsync(id);
        await GrafanaAsync();
        await steps.DoAsync("ListDashboards", async () => Assert.Empty(await _cloud.Grafana.ListDashboardsAsync(id, cancellation)));
        await steps.DoAsync("GetPrometheusInstance missing", async () => Assert.Null(await _cloud.Prometheus.FindAsync("missing", cancellation)));
        await steps.DoAsync("UninstallPromCluster", async () =>
        {
            await _cloud.Prometheus.UninstallAsync(id, cancellation);
            Assert.Empty(await _cloud.Prometheus.ListAsync(null, cancellation));
        });
        await NewerAlertsAsync();
    }

    private async Task<string> InstanceAsync()
    {
        var id = await steps.GetAsync("CreatePrometheusInstance", () => _cloud.Prometheus.CreateAsync(
            new() { ClusterName = Name, StorageDuration = 90, PaymentType = "POSTPAY_GB", ResourceGroupId = "rg-1", Tags = [s_managed, s_uid] }, cancellation)) ?? "";
        await steps.DoAsync("GetPrometheusInstance", async () =>
        {
            var found = (await _cloud.Prometheus.FindAsync(id, cancellation))!;
            Assert.Equal((id, Name, "RUNNING", 90, "rg-1", "false"), (found.ClusterId, found.ClusterName, found.DbInstanceStatus, found.StorageDuration, found.ResourceGroupId, found.EnableAuthToken));
            Assert.Equal($"{actor.Stage.Endpoint}/prometheus/{id}/api/v3/write", found.RemoteWriteInterUrl);
        });
        await steps.DoAsync("ListPrometheusInstances", async () =>
            Assert.Equal((id, Name), Assert.Single((await _cloud.Prometheus.ListAsync("remote-write-prometheus", cancellation)).Select(one => (one.ClusterId, one.ClusterName)))));
        await steps.DoAsync("ListPrometheusInstanceByTagAndResourceGroupId", async () =>
            Assert.Equal(id, Assert.Single(await _cloud.Prometheus.ListByTagAsync([s_managed], cancellation)).ClusterId));
        return id;
    }

    private async Task ChangesAsync(string id)
    {
        async Task<Operator.Cloud.Prometheus.PrometheusCluster> ReadAsync() => (await _cloud.Prometheus.FindAsync(id, cancellation))!;

        await steps.DoAsync("UpdatePrometheusInstance", async () =>
        {
            await _cloud.Prometheus.UpdateAsync(id, new() { StorageDuration = 180, ArchiveDuration = 0, EnableAuthToken = true }, cancellation);
            Assert.Equal((180, "true", Name), (await ReadAsync() is var found ? (found.StorageDuration, found.EnableAuthToken, found.ClusterName) : default));
        });
        await steps.DoAsync("BindPrometheusGrafanaInstance", async () =>
        {
            await _cloud.Prometheus.BindGrafanaAsync(id, "grafana-cn-1", cancellation);
            Assert.Equal("grafana-cn-1", (await ReadAsync()).GrafanaInstanceId);
        });
        await steps.DoAsync("GetPrometheusApiToken", async () =>
        {
            Assert.Matches("^[0-9a-f]{32,}$", (await _cloud.Prometheus.GetApiTokenAsync(cancellation))!.Value);
            await ReadAsync();
        });
    }

    private async Task TagsAsync(string id)
    {
        Tag[] more = [new("k1", "v1"), s_managed, s_uid];
        async Task HeldAsync(params Tag[] expected) =>
            Assert.Equal(expected, (await _cloud.Prometheus.FindAsync(id, cancellation))!.Tags!.Select(tag => new Tag(tag.TagKey, tag.TagValue)).OrderBy(tag => tag.Key, StringComparer.Ordinal));

        await steps.DoAsync("TagResources", async () =>
        {
            await _cloud.Prometheus.TagAsync(id, [new("k1", "v1")], cancellation);
            await HeldAsync(more);
        });
        await steps.DoAsync("ListTagResources", async () =>
            Assert.Equal(more, (await _cloud.Prometheus.ListTagsAsync(id, cancellation)).OrderBy(tag => tag.Key, StringComparer.Ordinal)));
        await steps.DoAsync("UntagResources", async () =>
        {
            await _cloud.Prometheus.UntagAsync(id, ["k1"], cancellation);
            await HeldAsync(s_managed, s_uid);
        });
    }

    private async Task OlderAlertsAsync(string id)
    {
        var rules = _cloud.OlderAlerts;
        var wanted = new AlertRuleSpec
        {
            ClusterId = id,
            Name = "TTFT high",
            Expression = "histogram_quantile(0.99, sum(rate(vllm:time_to_first_token_seconds_bucket{fn=\"a&b\"}[5m])) by (le)) > 2",
            Minutes = 5,
            Message = "TTFT p99 is {{$value}}s",
            Labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["severity"] = "critical" },
            Annotations = new Dictionary<string, string>(StringComparer.Ordinal) { ["description"] = "x" },
            Tags = [s_managed],
        };
        var alert = 0L;
        await steps.DoAsync("CreatePrometheusAlertRule", async () => alert = (await rules.CreateAsync(wanted, cancellation)).AlertId);
        await steps.DoAsync("ListPrometheusAlertRules", async () =>
            Assert.Equal((alert, wanted.Expression, 5), Assert.Single((await rules.ListAsync(id, null, cancellation)).Select(one => (one.AlertId, one.Expression, one.Minutes)))));
        await steps.DoAsync("DescribePrometheusAlertRule", async () =>
        {
            var found = (await rules.FindAsync(id, alert, cancellation))!;
            Assert.Equal((wanted.Message, true, "critical", "x"), (found.Message, found.IsRunning, found.Labels["severity"], found.Annotations["description"]));
        });
        await steps.DoAsync("UpdatePrometheusAlertRule", async () =>
        {
            await rules.UpdateAsync(alert, wanted with { Expression = "up == 0", Minutes = 1, Message = "m" }, cancellation);
            Assert.Equal(("up == 0", 1, "m"), (await rules.FindAsync(id, alert, cancellation) is { } found ? (found.Expression, found.Minutes, found.Message) : default));
        });
        await steps.DoAsync("DeletePrometheusAlertRule", async () =>
        {
            await rules.DeleteAsync(id, alert, cancellation);
            Assert.Empty(await rules.ListAsync(id, null, cancellation));
        });
    }

    private async Task GrafanaAsync()
    {
        var grafana = _cloud.Grafana;
        var id = await steps.GetAsync("CreateGrafanaWorkspace", async () => (await grafana.CreateAsync(new() { Name = "llm", Description = "d", Tags = [s_managed] }, cancellation)).Id) ?? "";
        await Eventually.TrueAsync("the workspace runs", TimeSpan.FromSeconds(10), async _ => (await grafana.FindAsync(id, cancellation))?.Status == "Running", cancellation);
        await steps.DoAsync("GetGrafanaWorkspace", async () =>
        {
            var found = (await grafana.FindAsync(id, cancellation))!;
            Assert.Equal(("llm", "standard", "10.0.x", "d", new("managed-by", "operator")), (found.Name, found.Edition, found.Version, found.Description, Assert.Single(found.Tags!)));
        });
        await steps.DoAsync("ListGrafanaWorkspace", async () => Assert.Equal(id, Assert.Single(await grafana.ListAsync([], cancellation)).Id));
        await steps.DoAsync("UpdateGrafanaWorkspace", async () =>
        {
            await grafana.UpdateAsync(id, new() { Name = "llm2" }, cancellation);
            Assert.Equal(("llm2", "d"), (await grafana.FindAsync(id, cancellation) is { } found ? (found.Name, found.Description) : default));
        });
        await steps.DoAsync("DeleteGrafanaWorkspace", async () =>
        {
            await grafana.DeleteAsync(id, cancellation);
            Assert.Empty(await grafana.ListAsync([], cancellation));
        });
    }

    private async Task NewerAlertsAsync()
    {
        var (prometheus, rules) = (_cloud.Prometheus, _cloud.Alerts);
        var second = await prometheus.CreateAsync(new() { ClusterName = "second", Tags = [] }, cancellation);
        await prometheus.FindAsync(second, cancellation);
        var wanted = new AlertRuleSpec { ClusterId = second, Name = "queue", Expression = "up == 0", Minutes = 1, Message = "m" };
        var alert = 0L;
        await steps.DoAsync("CreateOrUpdateAlertRule", async () =>
        {
            var made = await rules.CreateAsync(wanted, cancellation);
            alert = made.AlertId;
            Assert.Equal(("queue", "up == 0", true, second), (made.Name, made.Expression, made.IsRunning, made.ClusterId));
        });
        await steps.DoAsync("CreateOrUpdateAlertRule update", async () =>
            Assert.Equal((alert, "up == 1"), (await rules.UpdateAsync(alert, wanted with { Expression = "up == 1" }, cancellation) is var changed ? (changed.AlertId, changed.Expression) : default)));
        await steps.RefusedAsync("CreateOrUpdateAlertRule taken name", "400", () => rules.CreateAsync(wanted, cancellation));
        await steps.DoAsync("GetAlertRules", async () =>
            Assert.Equal((alert, "up == 1"), Assert.Single((await rules.ListAsync(second, null, cancellation)).Select(one => (one.AlertId, one.Expression)))));
        await steps.DoAsync("DeleteAlertRule", async () =>
        {
            await rules.DeleteAsync(second, alert, cancellation);
            Assert.Empty(await rules.ListAsync(second, null, cancellation));
        });
    }
}
