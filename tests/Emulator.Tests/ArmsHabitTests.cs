namespace Sonde.Emulator.Tests;

/// <summary>Habits of ARMS that catch careless clients (arms.md).</summary>
public sealed class ArmsHabitTests
{
    [Fact]
    public async Task The_payment_type_changes_once_in_the_life_of_an_instance()
    {
        await using var cloud = await Cloud.StartAsync();
        var id = await ArmsTests.CreateAsync(cloud);
        var before = (await cloud.Client.ArmsAsync("GetPrometheusInstance", ("ClusterId", id))).Ok().Json["Data"]!;
        var (old, other) = before["PaymentType"]!.GetValue<string>() == "POSTPAY" ? ("POSTPAY", "POSTPAY_GB") : ("POSTPAY_GB", "POSTPAY");
        cloud.Clock.Advance(TimeSpan.FromSeconds(5));

        (await cloud.Client.ArmsAsync("UpdatePrometheusInstance", ("ClusterId", id), ("PaymentType", old))).Ok();
        (await cloud.Client.ArmsAsync("UpdatePrometheusInstance", ("ClusterId", id), ("PaymentType", other))).Ok();
        var refused = await cloud.Client.ArmsAsync("UpdatePrometheusInstance", ("ClusterId", id), ("PaymentType", old));

        Assert.Equal((400, "InvalidParameter"), refused.Error);
        var after = (await cloud.Client.ArmsAsync("GetPrometheusInstance", ("ClusterId", id))).Ok().Json["Data"]!;
        Assert.Equal(other, after["PaymentType"]!.GetValue<string>());
        Assert.Equal(5000, after["PaymentTypeUpdateTime"]!.GetValue<long>() - before["PaymentTypeUpdateTime"]!.GetValue<long>());
    }

    [Theory]
    [InlineData("CreatePrometheusAlertRule", "ListPrometheusAlertRules")]
    [InlineData("CreateOrUpdateAlertRule", "GetAlertRules")]
    public async Task Rules_are_found_by_the_tags_that_they_were_made_with(string create, string list)
    {
        await using var cloud = await Cloud.StartAsync();
        var id = await ArmsTests.CreateAsync(cloud);
        foreach (var team in new[] { "red", "blue" })
        {
            (await cloud.Client.ArmsAsync(create, ("ClusterId", id), ("AlertName", team), ("Expression", "up"), ("PromQL", "up"), ("Duration", "1"), ("Message", "m"), ("AlertType", "PROMETHEUS_MONITORING_ALERT_RULE"), ("Tags.1.Key", "team"), ("Tags.1.Value", team))).Ok();
        }

        var found = (await cloud.Client.ArmsAsync(list, ("ClusterId", id), ("Tags.1.Key", "team"), ("Tags.1.Value", "red"))).Ok().Text;

        Assert.Contains("\"AlertName\":\"red\"", found, StringComparison.Ordinal);
        Assert.DoesNotContain("\"AlertName\":\"blue\"", found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Type", "101", true)]
    [InlineData("Type", "99", false)]
    [InlineData("Status", "1", true)]
    [InlineData("Status", "0", false)]
    [InlineData("Name", "TTFT", true)]
    [InlineData("Name", "other", false)]
    public async Task Older_rules_are_filtered_by_type_status_and_name(string filter, string value, bool shown)
    {
        await using var cloud = await Cloud.StartAsync();
        var id = await ArmsTests.CreateAsync(cloud);
        (await cloud.Client.ArmsAsync("CreatePrometheusAlertRule", ("ClusterId", id), ("AlertName", "TTFT high"), ("Expression", "up"), ("Duration", "1"), ("Message", "m"), ("Type", "101"))).Ok();

        var rules = (await cloud.Client.ArmsAsync("ListPrometheusAlertRules", ("ClusterId", id), (filter, value))).Ok().Json["PrometheusAlertRules"]!.AsArray();

        Assert.Equal(shown ? 1 : 0, rules.Count);
    }

    [Fact]
    public async Task Codes_are_numbers_here_and_texts_there()
    {
        await using var cloud = await Cloud.StartAsync();
        var id = await ArmsTests.CreateAsync(cloud);
        async Task<string> CodeAsync(string action) => (await cloud.Client.ArmsAsync(action, ("ClusterId", id), ("ShowGlobalView", "false"))).Ok().Json["Code"]?.ToJsonString() ?? "none";

        Assert.Equal(
            ["200", "200", "\"200\"", "200", "none"],
            [await CodeAsync("GetPrometheusInstance"), await CodeAsync("ListPrometheusInstances"), await CodeAsync("ListPrometheusInstanceByTagAndResourceGroupId"), await CodeAsync("ListGrafanaWorkspace"), await CodeAsync("GetPrometheusApiToken")]);
    }

    [Fact]
    public async Task A_workspace_takes_a_newer_version_and_no_older_one_and_is_listed_by_its_group()
    {
        await using var cloud = await Cloud.StartAsync();
        var id = (await cloud.Client.ArmsAsync("CreateGrafanaWorkspace", ("GrafanaWorkspaceName", "w"), ("GrafanaWorkspaceEdition", "standard"), ("GrafanaVersion", "9.0.x"), ("ResourceGroupId", "rg-1"))).Ok().Json["Data"]!["grafanaWorkspaceId"]!.GetValue<string>();

        Assert.Equal((400, "InvalidParameter"), (await cloud.Client.ArmsAsync("UpdateGrafanaWorkspaceVersion", ("GrafanaWorkspaceId", id), ("GrafanaVersion", "8.2.x"))).Error);
        var updated = (await cloud.Client.ArmsAsync("UpdateGrafanaWorkspaceVersion", ("GrafanaWorkspaceId", id), ("GrafanaVersion", "10.0.x"))).Ok().Json["Data"]!;

        Assert.Equal(("10.0.x", ""), (updated["grafanaVersion"]!.GetValue<string>(), updated["upgradeVersion"]!.GetValue<string>()));
        Assert.Single((await cloud.Client.ArmsAsync("ListGrafanaWorkspace", ("ResourceGroupId", "rg-1"))).Ok().Json["Data"]!.AsArray());
        Assert.Empty((await cloud.Client.ArmsAsync("ListGrafanaWorkspace", ("ResourceGroupId", "rg-2"))).Ok().Json["Data"]!.AsArray());
    }
}
