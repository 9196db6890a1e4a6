namespace Sonde.Emulator.Tests;

public sealed class AlertAndGrafanaTests
{
    [Fact]
    public async Task An_older_rule_goes_in_as_text_and_comes_out_as_objects_with_a_label_of_the_platform()
    {
        await using var cloud = await Cloud.StartAsync();
        var id = await ArmsTests.CreateAsync(cloud);

        var rule = (await cloud.Client.ArmsAsync(
            "CreatePrometheusAlertRule", ("ClusterId", id), ("AlertName", "n"), ("Expression", "up == 0"), ("Duration", "5"), ("Message", "m"), ("Type", "101"),
            ("Labels", """[{"Name":"severity","Value":"critical"}]"""))).Ok().Json["PrometheusAlertRule"]!;

        Assert.Equal("prometheus", rule["Type"]!.GetValue<string>());
        Assert.Equal(["severity", "_aliyun_cloud_region_id"], rule["Labels"]!.AsArray().Select(label => label!["Name"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_newer_rule_is_found_by_name_and_its_name_is_unique()
    {
        await using var cloud = await Cloud.StartAsync();
        var id = await ArmsTests.CreateAsync(cloud);
        (string, string)[] rule = [("ClusterId", id), ("AlertName", "n"), ("AlertType", "PROMETHEUS_MONITORING_ALERT_RULE"), ("PromQL", "up == 0"), ("Duration", "0")];

        (await cloud.Client.ArmsAsync("CreateOrUpdateAlertRule", rule)).Ok();

        Assert.False((await cloud.Client.ArmsAsync("CreateOrUpdateAlertRule", rule)).Ok().Json["Success"]!.GetValue<bool>());
        var page = (await cloud.Client.ArmsAsync("GetAlertRules", ("Page", "1"), ("Size", "10"), ("AlertNames", """["n"]"""))).Ok().Json["PageBean"]!;
        Assert.Equal(1, page["Total"]!.GetValue<int>());
        var alert = page["AlertRules"]![0]!["AlertId"]!.ToJsonString();
        Assert.True((await cloud.Client.ArmsAsync("DeleteAlertRule", ("AlertId", alert))).Ok().Json["Success"]!.GetValue<bool>());
        Assert.Empty(cloud.World.Arms.Rules);
    }

    [Fact]
    public async Task A_workspace_starts_and_then_runs_with_camelCase_members()
    {
        await using var cloud = await Cloud.StartAsync();
        var created = (await cloud.Client.ArmsAsync(
            "CreateGrafanaWorkspace", ("GrafanaWorkspaceName", "llm"), ("GrafanaWorkspaceEdition", "standard"), ("GrafanaVersion", "10.0.x"), ("Tags", """[{"Key":"o","Value":"x"}]"""))).Ok().Json["Data"]!;
        Assert.Equal("Starting", created["status"]!.GetValue<string>());
        cloud.Clock.Advance(TimeSpan.FromSeconds(2));

        var found = (await cloud.Client.ArmsAsync("ListGrafanaWorkspace", ("Tags", """[{"Key":"o","Value":"x"}]"""))).Ok().Json["Data"]!.AsArray();

        Assert.Equal("Running", Assert.Single(found)!["status"]!.GetValue<string>());
        (await cloud.Client.ArmsAsync("DeleteGrafanaWorkspace", ("GrafanaWorkspaceId", created["grafanaWorkspaceId"]!.GetValue<string>()))).Ok();
        Assert.Empty(cloud.World.Arms.Workspaces);
    }
}
