using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.Alerts;

namespace Sonde.Operator.Tests.Cloud;

public sealed class AlertRulesWireTests : IDisposable
{
    private static readonly AlertRuleSpec s_rule = new()
    {
        ClusterId = "rw-1",
        Name = "TTFT high",
        Expression = "up == 0",
        Minutes = 5,
        Message = "m",
        Labels = new Dictionary<string, string> { ["severity"] = "critical", ["owner"] = "uid" },
        Tags = [new("managed-by", "sonde")],
    };

    private readonly ScriptedCloud _wire = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _wire.Dispose();

    [Fact]
    public async Task The_older_generation_is_asked_as_the_official_package_asks()
    {
        _wire.Answer(200, """{"Code":200,"Success":true,"PrometheusAlertRule":{"AlertId":7,"AlertName":"TTFT high","ClusterId":"rw-1","Expression":"up == 0","Duration":"5"}}""");

        var rule = await _wire.Cloud.OlderAlerts.CreateAsync(s_rule, Cancellation);

        Assert.Equal((7, "up == 0", 5), (rule.AlertId, rule.Expression, rule.Minutes));
        Assert.Equal(
            new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                ["RegionId"] = "cn-hangzhou",
                ["ClusterId"] = "rw-1",
                ["AlertName"] = "TTFT high",
                ["Expression"] = "up == 0",
                ["Duration"] = "5",
                ["Message"] = "m",
                ["Type"] = "101",
                ["NotifyType"] = "ALERT_MANAGER",
                ["Labels"] = """[{"Name":"owner","Value":"uid"},{"Name":"severity","Value":"critical"}]""",
                ["Annotations"] = "[]",
                ["Tags.1.Key"] = "managed-by",
                ["Tags.1.Value"] = "sonde",
            },
            _wire.Seen[0].Parameters());
        Assert.Equal("CreatePrometheusAlertRule", _wire.Seen[0].Header("x-acs-action"));
    }

    [Fact]
    public async Task The_newer_generation_makes_and_changes_by_one_operation()
    {
        const string Body = """{"Code":200,"AlertRule":{"AlertId":7.0,"AlertName":"TTFT high","ClusterId":"rw-1","PromQL":"up == 0","Duration":5,"AlertStatus":"RUNNING"}}""";
        _wire.Answer(200, Body).Answer(200, Body);

        var made = await _wire.Cloud.Alerts.CreateAsync(s_rule with { NotificationPolicyId = "12", Level = "P2" }, Cancellation);
        await _wire.Cloud.Alerts.UpdateAsync(made.AlertId, s_rule, Cancellation);

        var (create, update) = (_wire.Seen[0].Parameters(), _wire.Seen[1].Parameters());
        Assert.Equal(["CreateOrUpdateAlertRule", "CreateOrUpdateAlertRule"], _wire.Seen.Select(request => request.Header("x-acs-action")));
        Assert.Equal(("PROMETHEUS_MONITORING_ALERT_RULE", "CUSTOM", "-1", "up == 0", "12", "P2"), (create["AlertType"], create["AlertCheckType"], create["AlertGroup"], create["PromQL"], create["NotifyStrategy"], create["Level"]));
        Assert.False(create.ContainsKey("AlertId"));
        Assert.Equal("7", update["AlertId"]);
        Assert.False(update.ContainsKey("Tags.1.Key"));
    }

    [Theory]
    [InlineData("\"5\"", 5)]
    [InlineData("5", 5)]
    [InlineData("\"5m\"", 5)]
    [InlineData("\"2h\"", 120)]
    [InlineData("\"\"", null)]
    [InlineData("\"soon\"", null)]
    [InlineData("null", null)]
    public async Task A_duration_is_read_in_all_its_forms(string told, int? minutes)
    {
        _wire.Answer(200, $$"""{"Code":200,"PrometheusAlertRule":{"AlertId":"7","AlertName":"a","Duration":{{told}},"Status":1} }""");

        var rule = (await _wire.Cloud.OlderAlerts.FindAsync("rw-1", 7, Cancellation))!;

        Assert.Equal((7, minutes, true), (rule.AlertId, rule.Minutes, rule.IsRunning));
    }

    [Fact]
    public async Task An_odd_answer_is_read_without_losing_the_rule()
    {
        _wire.Answer(200, """
            {"Code":"200","PageBean":{"Total":1.0,"Page":1,"Size":100,"AlertRules":[{"AlertId":1.2E3,"AlertName":"a","ClusterId":"rw-1","PromQL":"up","Duration":1,"AlertStatus":"PAUSED","Level":"P1",
             "Labels":[{"Name":"x","Value":"1"},{"Name":"x","Value":"2"},{"Name":"_aliyun_cloud_region_id","Value":null}],"Annotations":null}]}}
            """);

        var rule = Assert.Single(await _wire.Cloud.Alerts.ListAsync("rw-1", name: null, Cancellation));

        Assert.Equal((1200, false, "P1", "2", ""), (rule.AlertId, rule.IsRunning, rule.Level, rule.Labels["x"], rule.Labels["_aliyun_cloud_region_id"]));
        Assert.Empty(rule.Annotations);
    }

    [Fact]
    public async Task All_pages_are_read_and_a_total_that_lies_does_not_hold_us()
    {
        _wire.Answer(200, """{"Code":200,"PageBean":{"Total":150,"AlertRules":[{"AlertId":1,"AlertName":"a"}]}}""")
            .Answer(200, """{"Code":200,"PageBean":{"Total":"100000","AlertRules":[{"AlertId":2,"AlertName":"b"}]}}""")
            .Answer(200, """{"Code":200,"PageBean":{"Total":100000,"AlertRules":[]}}""");

        Assert.Equal([1, 2], (await _wire.Cloud.Alerts.ListAsync("rw-1", name: null, Cancellation)).Select(rule => rule.AlertId));
        Assert.Equal(["1", "2", "3"], _wire.Seen.Select(request => request.Parameters()["Page"]));
    }

    [Fact]
    public async Task A_name_is_compared_wholly()
    {
        _wire.Answer(200, """{"Code":200,"PrometheusAlertRules":[{"AlertId":1,"AlertName":"TTFT high"},{"AlertId":2,"AlertName":"TTFT high 2"}]}""");

        Assert.Equal(1, Assert.Single(await _wire.Cloud.OlderAlerts.ListAsync("rw-1", "TTFT high", Cancellation)).AlertId);
    }

    [Theory]
    [InlineData(404, """{"Code":"404","Message":"gone"}""")]
    [InlineData(200, """{"Code":404,"Success":false,"Message":"gone"}""")]
    public async Task An_absent_rule_is_null_and_its_deletion_is_done(int status, string body)
    {
        _wire.Answer(status, body).Answer(status, body).Answer(status, body);

        Assert.Null(await _wire.Cloud.OlderAlerts.FindAsync("rw-1", 7, Cancellation));
        await _wire.Cloud.OlderAlerts.DeleteAsync("rw-1", 7, Cancellation);
        await _wire.Cloud.Alerts.DeleteAsync("rw-1", 7, Cancellation);
    }

    [Theory]
    [InlineData("""{"Code":200,"Success":true}""")]
    [InlineData("""{"Code":200,"AlertRule":{},"PrometheusAlertRule":{}}""")]
    public async Task A_create_that_answers_no_rule_may_have_happened(string body)
    {
        _wire.Answer(200, body).Answer(200, body);

        foreach (var alerts in new[] { _wire.Cloud.Alerts, _wire.Cloud.OlderAlerts })
        {
            var failure = await Assert.ThrowsAsync<CloudException>(() => alerts.CreateAsync(s_rule, Cancellation));
            Assert.Equal(("UnreadableAnswer", true), (failure.Code, failure.MayHaveHappened));
        }

        Assert.Equal(2, _wire.Seen.Count);
    }
}
