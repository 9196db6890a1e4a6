using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.Grafana;

namespace Sonde.Operator.Tests.Cloud;

public sealed class GrafanaWireTests : IDisposable
{
    private readonly ScriptedCloud _wire = new();

    private IGrafanaWorkspaces Grafana => _wire.Cloud.Grafana;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _wire.Dispose();

    [Fact]
    public async Task A_create_sends_its_tags_as_one_text()
    {
        _wire.Answer(200, """{"Code":200,"Success":true,"Data":{"grafanaWorkspaceId":"grafana-cn-1","status":"Starting"}}""");

        var made = await Grafana.CreateAsync(new() { Name = "llm", Description = "d", Tags = [new("managed-by", "operator")] }, Cancellation);

        Assert.Equal(("grafana-cn-1", "Starting"), (made.Id, made.Status));
        Assert.Equal(
            new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                ["RegionId"] = "cn-hangzhou",
                ["GrafanaWorkspaceName"] = "llm",
                ["GrafanaWorkspaceEdition"] = "standard",
                ["GrafanaVersion"] = "10.0.x",
                ["Description"] = "d",
                ["Tags"] = """[{"Key":"managed-by","Value":"operator"}]""",
            },
            _wire.Seen[0].Parameters());
    }

    [Theory]
    [InlineData("1234567890123456", "1736929800000", "\"1768465800000\"")]
    [InlineData("\"1234567890123456\"", "\"1736929800000\"", "1768465800000")]
    [InlineData("1234567890123456", "1.7369298E12", "1.7684658E12")]
    public async Task Numbers_are_read_as_numbers_and_as_texts(string user, string created, string end)
    {
        _wire.Answer(200, $$"""
            {"Code":"200","Success":"true","Data":{"grafanaWorkspaceId":"g","grafanaWorkspaceName":"n","userId":{{user}},"gmtCreate":{{created}},"endTime":{{end}},"maxAccount":"5","shareSynced":1,"tags":[{"key":"k","value":"v"}] } }
            """);

        var found = (await Grafana.FindAsync("g", Cancellation))!;

        Assert.Equal(("n", "1234567890123456", 1736929800000, 1768465800000), (found.Name, found.UserId, found.CreatedMs, found.EndMs));
        Assert.Equal([new GrafanaTag("k", "v")], found.Tags!);
    }

    [Theory]
    [InlineData("""{"Code":500,"Success":false,"Message":"broken"}""", CloudErrorKind.Unavailable)]
    [InlineData("""{"Code":"403","Success":false,"Message":"no"}""", CloudErrorKind.Denied)]
    [InlineData("""{"Code":200,"Success":"false","Message":"no"}""", CloudErrorKind.Invalid)]
    [InlineData("""{"Code":200,"Success":true,"Data":null}""", CloudErrorKind.Unavailable)]
    public async Task A_failure_inside_a_good_status_is_no_success_and_a_create_is_sent_once(string body, CloudErrorKind kind)
    {
        _wire.Answer(200, body);

        var failure = await Assert.ThrowsAsync<CloudException>(() => Grafana.CreateAsync(new() { Name = "n", Tags = [] }, Cancellation));

        Assert.Equal(kind, failure.Kind);
        Assert.Single(_wire.Seen);
    }

    [Theory]
    [InlineData(404, """{"Code":"404","Message":"gone"}""")]
    [InlineData(200, """{"Code":404,"Success":false,"Message":"gone"}""")]
    public async Task An_absent_workspace_is_null_and_its_deletion_is_done(int status, string body)
    {
        _wire.Answer(status, body).Answer(status, body);

        Assert.Null(await Grafana.FindAsync("g", Cancellation));
        await Grafana.DeleteAsync("g", Cancellation);
    }

    [Fact]
    public async Task An_update_sends_what_is_set_and_empty_clears()
    {
        _wire.Answer(200, """{"Code":200,"Success":true}""");

        await Grafana.UpdateAsync("g", new() { Description = "" }, Cancellation);

        Assert.Equal("/?Description=&GrafanaWorkspaceId=g&RegionId=cn-hangzhou", _wire.Seen[0].Target);
    }

    [Fact]
    public async Task Dashboards_are_read_with_their_odd_types()
    {
        _wire.Answer(200, """{"RequestId":"r","DashboardVos":[{"Id":12,"Uid":"u","Title":"t","Name":"n","Type":"CUSTOM","Version":"3","Url":"http://a","HttpsUrl":"https://a","Tags":["x"],"I18nChild":{"Id":13}}]}""");

        var dashboard = Assert.Single(await Grafana.ListDashboardsAsync("rw-1", Cancellation));

        Assert.Equal(("12", "u", "t", "3", "https://a"), (dashboard.Id, dashboard.Uid, dashboard.Title, dashboard.Version, dashboard.SecureAddress));
        Assert.Equal("/?ClusterId=rw-1&Language=en&RegionId=cn-hangzhou", _wire.Seen[0].Target);
    }
}
