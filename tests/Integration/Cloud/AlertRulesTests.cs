using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.Alerts;

namespace Sonde.Integration.Cloud;

public sealed class AlertRulesTests : IAsyncLifetime
{
    private EmulatedCloud _emulated = null!;
    private string _cluster = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _emulated = await EmulatedCloud.StartAsync();
        _cluster = await _emulated.Cloud.Prometheus.CreateAsync(new() { ClusterName = "n", Tags = [] }, Cancellation);
    }

    public ValueTask DisposeAsync() => _emulated.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_rule_lives_from_create_to_delete(bool older)
    {
        var alerts = Alerts(older);
        var spec = Spec();
        var made = await alerts.CreateAsync(spec, Cancellation);

        var found = (await alerts.FindAsync(_cluster, made.AlertId, Cancellation))!;
        Assert.Equal((spec.Name, spec.Expression, 5, spec.Message, _cluster), (found.Name, found.Expression, found.Minutes, found.Message, found.ClusterId));
        Assert.Equal(("critical", "x"), (found.Labels["severity"], found.Annotations["description"]));
        Assert.True(found.IsRunning);
        Assert.Equal([made.AlertId], (await alerts.ListAsync(_cluster, spec.Name, Cancellation)).Select(rule => rule.AlertId));
        Assert.Empty(await alerts.ListAsync(_cluster, "TTFT", Cancellation));

        await alerts.UpdateAsync(made.AlertId, spec with { Expression = "up == 0", Minutes = 1, Annotations = new Dictionary<string, string>() }, Cancellation);
        var changed = (await alerts.FindAsync(_cluster, made.AlertId, Cancellation))!;
        Assert.Equal(("up == 0", 1, 0), (changed.Expression, changed.Minutes, changed.Annotations.Count));

        await alerts.DeleteAsync(_cluster, made.AlertId, Cancellation);
        await alerts.DeleteAsync(_cluster, made.AlertId, Cancellation);
        Assert.Null(await alerts.FindAsync(_cluster, made.AlertId, Cancellation));
    }

    [Fact]
    public async Task More_rules_than_a_page_are_all_listed()
    {
        for (var i = 0; i < 101; i++)
            await _emulated.Cloud.Alerts.CreateAsync(Spec() with { Name = $"rule {i}" }, Cancellation);

        Assert.Equal(101, (await _emulated.Cloud.Alerts.ListAsync(_cluster, name: null, Cancellation)).Select(rule => rule.Name).Distinct().Count());
        Assert.Equal("rule 100", Assert.Single(await _emulated.Cloud.Alerts.ListAsync(_cluster, "rule 100", Cancellation)).Name);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_rule_without_its_instance_or_with_a_wrong_value_is_refused(bool older)
    {
        Assert.Equal(CloudErrorKind.NotFound, (await Assert.ThrowsAsync<CloudException>(() => Alerts(older).CreateAsync(Spec() with { ClusterId = "rw-none" }, Cancellation))).Kind);
        Assert.Equal(CloudErrorKind.Invalid, (await Assert.ThrowsAsync<CloudException>(() => Alerts(older).CreateAsync(Spec() with { Minutes = 1441 }, Cancellation))).Kind);
        Assert.Equal(CloudErrorKind.NotFound, (await Assert.ThrowsAsync<CloudException>(() => Alerts(older).UpdateAsync(4711, Spec(), Cancellation))).Kind);
    }

    [Fact]
    public async Task The_generations_do_not_see_each_other_and_only_the_newer_demands_a_name_of_its_own()
    {
        await _emulated.Cloud.OlderAlerts.CreateAsync(Spec(), Cancellation);
        await _emulated.Cloud.OlderAlerts.CreateAsync(Spec(), Cancellation);
        Assert.Empty(await _emulated.Cloud.Alerts.ListAsync(_cluster, name: null, Cancellation));

        await _emulated.Cloud.Alerts.CreateAsync(Spec(), Cancellation);
        Assert.Equal(CloudErrorKind.Invalid, (await Assert.ThrowsAsync<CloudException>(() => _emulated.Cloud.Alerts.CreateAsync(Spec(), Cancellation))).Kind);
        Assert.Equal(2, (await _emulated.Cloud.OlderAlerts.ListAsync(_cluster, name: null, Cancellation)).Count);
    }

    private IAlertRules Alerts(bool older) => older ? _emulated.Cloud.OlderAlerts : _emulated.Cloud.Alerts;

    private AlertRuleSpec Spec() => new()
    {
        ClusterId = _cluster,
        Name = "TTFT high 中文",
        Expression = """histogram_quantile(0.99, sum(rate(vllm:time_to_first_token_seconds_bucket{fn="a&b"}[5m])) by (le)) > 2""",
        Minutes = 5,
        Message = "TTFT p99 is {{$value}}s",
        Labels = new Dictionary<string, string> { ["severity"] = "critical" },
        Annotations = new Dictionary<string, string> { ["description"] = "x" },
        Tags = [new("managed-by", "operator")],
    };
}
