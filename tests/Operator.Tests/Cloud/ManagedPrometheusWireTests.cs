using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.Prometheus;

namespace Sonde.Operator.Tests.Cloud;

public sealed class ManagedPrometheusWireTests : IDisposable
{
    private readonly ScriptedCloud _wire = new();

    private IManagedPrometheus Prometheus => _wire.Cloud.Prometheus;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _wire.Dispose();

    [Fact]
    public async Task A_create_carries_the_owner_and_answers_the_id()
    {
        _wire.Answer(200, """{"RequestId":"r","Code":200,"Message":"success","Data":"rw-1"}""");

        var id = await Prometheus.CreateAsync(new() { ClusterName = "llm metrics", Tags = [new("sonde.dev/owner", "uid")], StorageDuration = 90 }, Cancellation);

        Assert.Equal("rw-1", id);
        var request = Assert.Single(_wire.Seen);
        Assert.Equal(("POST", "CreatePrometheusInstance", "2019-08-08"), (request.Method, request.Header("x-acs-action"), request.Header("x-acs-version")));
        Assert.Equal("/?ClusterName=llm%20metrics&ClusterType=remote-write&Duration=90&GrafanaInstanceId=free&RegionId=cn-hangzhou&Tags.1.Key=sonde.dev%2Fowner&Tags.1.Value=uid", request.Target);
    }

    [Theory]
    [InlineData("""{"RequestId":"r","Code":500,"Message":"broken","Data":null}""", CloudErrorKind.Unavailable, "500")]
    [InlineData("""{"RequestId":"r","Code":"403","Message":"no"}""", CloudErrorKind.Denied, "403")]
    [InlineData("""{"RequestId":"r","Code":200,"Success":false,"Message":"no"}""", CloudErrorKind.Invalid, "200")]
    [InlineData("""{"RequestId":"r","Code":"QuotaExceeded","Success":false,"Message":"no"}""", CloudErrorKind.QuotaExceeded, "QuotaExceeded")]
    public async Task A_refusal_inside_a_good_status_is_told_by_its_code(string body, CloudErrorKind kind, string code)
    {
        _wire.Answer(200, body);

        var failure = await Assert.ThrowsAsync<CloudException>(() => Prometheus.CreateAsync(new() { ClusterName = "n", Tags = [] }, Cancellation));

        Assert.Equal((kind, code, "r"), (failure.Kind, failure.Code, failure.RequestId));
        Assert.Single(_wire.Seen);
    }

    [Theory]
    [InlineData(404, """{"Code":"404","Message":"instance not found","RequestId":"r","HostId":"h"}""")]
    [InlineData(200, """{"Code":404,"Message":"instance not found","RequestId":"r"}""")]
    [InlineData(200, """{"Code":200,"Data":null,"RequestId":"r"}""")]
    public async Task An_absent_instance_is_null_in_all_its_forms(int status, string body)
    {
        _wire.Answer(status, body);
        Assert.Null(await Prometheus.FindAsync("rw-1", Cancellation));
    }

    [Fact]
    public async Task An_instance_is_read_with_its_odd_types()
    {
        _wire.Answer(200, """
            {"Code":200,"Data":{"ClusterId":"rw-1","UserId":1234567890123456,"EnableAuthToken":true,"EnableAuthFreeWrite":false,"StorageDuration":"90","DbInstanceStatus":"RUNNING",
             "RemoteWriteInterUrl":"https://w","RemoteWriteIntraUrl":"http://wi","HttpApiInterUrl":"https://q","HttpApiIntraUrl":"http://qi","AuthToken":"hidden","Tags":[{"TagKey":"k","TagValue":"v"}]}}
            """);

        var cluster = (await Prometheus.FindAsync("rw-1", Cancellation))!;

        Assert.Equal(("1234567890123456", "true", 90, "RUNNING"), (cluster.UserId, cluster.EnableAuthToken, cluster.StorageDuration, cluster.DbInstanceStatus));
        Assert.Equal(("https://w", "http://wi", "https://q", "http://qi"), (cluster.RemoteWriteInterUrl, cluster.RemoteWriteIntraUrl, cluster.HttpApiInterUrl, cluster.HttpApiIntraUrl));
        Assert.Equal([new PrometheusTag("k", "v")], cluster.Tags);
        Assert.DoesNotContain("hidden", cluster.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_by_tag_has_its_code_as_text()
    {
        _wire.Answer(200, """{"RequestId":"r","Code":"200","Message":"success","Data":{"PrometheusInstances":[{"ClusterId":"rw-1"},{"ClusterId":"rw-2"}]}}""");

        var found = await Prometheus.ListByTagAsync([new("k", "v"), new("k2", "v2")], Cancellation);

        Assert.Equal(["rw-1", "rw-2"], found.Select(cluster => cluster.ClusterId));
        Assert.Equal("/?RegionId=cn-hangzhou&Tag.1.Key=k&Tag.1.Value=v&Tag.2.Key=k2&Tag.2.Value=v2", Assert.Single(_wire.Seen).Target);
    }

    [Fact]
    public async Task An_update_sends_what_is_set()
    {
        _wire.Answer(200, """{"Code":200,"Data":"success"}""");

        await Prometheus.UpdateAsync("rw-1", new() { EnableAuthToken = false, ArchiveDuration = 0 }, Cancellation);

        Assert.Equal("/?ArchiveDuration=0&ClusterId=rw-1&EnableAuthToken=false&RegionId=cn-hangzhou", Assert.Single(_wire.Seen).Target);
    }

    [Fact]
    public async Task Tags_are_counted_from_one_and_an_absent_instance_is_uninstalled()
    {
        _wire.Answer(200, """{"RequestId":"r","Data":"success"}""").Answer(200, """{"RequestId":"r","Data":"success"}""").Answer(404, """{"Code":"404","Message":"x"}""");

        await Prometheus.TagAsync("rw-1", [new("k", "v")], Cancellation);
        await Prometheus.UntagAsync("rw-1", ["a", "b"], Cancellation);
        await Prometheus.UninstallAsync("rw-1", Cancellation);

        Assert.Equal("/?RegionId=cn-hangzhou&ResourceId.1=rw-1&ResourceType=PROMETHEUS&Tag.1.Key=k&Tag.1.Value=v", _wire.Seen[0].Target);
        Assert.Equal("/?RegionId=cn-hangzhou&ResourceId.1=rw-1&ResourceType=PROMETHEUS&TagKey.1=a&TagKey.2=b", _wire.Seen[1].Target);
    }

    [Fact]
    public async Task The_list_of_all_is_a_text_inside_the_answer()
    {
        _wire.Answer(200, """{"Code":200,"Data":"[{\"clusterId\":\"rw-1\",\"clusterName\":\"n\",\"clusterType\":\"remote-write-prometheus\",\"regionId\":\"cn-hangzhou\",\"createTime\":1}]"}""")
            .Answer(200, """{"Code":200,"Data":""}""").Answer(200, """{"Code":200,"Data":"<html>"}""");

        Assert.Equal(
            new PrometheusSummary { ClusterId = "rw-1", ClusterName = "n", ClusterType = "remote-write-prometheus", RegionId = "cn-hangzhou" },
            Assert.Single(await Prometheus.ListAsync("remote-write-prometheus", Cancellation)));
        Assert.Empty(await Prometheus.ListAsync(clusterType: null, Cancellation));
        Assert.Equal("UnreadableAnswer", (await Assert.ThrowsAsync<CloudException>(() => Prometheus.ListAsync(clusterType: null, Cancellation))).Code);
        Assert.Equal("/?ClusterType=remote-write-prometheus&RegionId=cn-hangzhou&ShowGlobalView=false", _wire.Seen[0].Target);
    }

    [Fact]
    public async Task Tags_are_read_page_by_page_and_a_token_that_does_not_move_on_ends_it()
    {
        _wire.Answer(200, """{"RequestId":"r","TagResources":[{"ResourceId":"rw-1","TagKey":"a","TagValue":"1"}],"NextToken":"n"}""")
            .Answer(200, """{"RequestId":"r","TagResources":[{"ResourceId":"rw-1","TagKey":"b","TagValue":"2"}],"NextToken":"n"}""");

        Assert.Equal([new Tag("a", "1"), new Tag("b", "2")], await Prometheus.ListTagsAsync("rw-1", Cancellation));
        Assert.Equal("/?NextToken=n&RegionId=cn-hangzhou&ResourceId.1=rw-1&ResourceType=PROMETHEUS", _wire.Seen[1].Target);
    }

    [Fact]
    public async Task The_token_of_the_account_has_no_text_form()
    {
        _wire.Answer(200, """{"RequestId":"r","Token":"hidden"}""").Answer(200, """{"RequestId":"r","Token":""}""");

        var token = (await Prometheus.GetApiTokenAsync(Cancellation))!;

        Assert.Equal(("hidden", "ApiToken"), (token.Value, $"{token}"));
        Assert.Null(await Prometheus.GetApiTokenAsync(Cancellation));
    }

    [Fact]
    public async Task The_caller_is_told_by_sts()
    {
        _wire.Answer(200, """{"IdentityType":"RAMUser","AccountId":"1234567890123456","RequestId":"r","PrincipalId":"p","UserId":"u","Arn":"acs:ram::1234567890123456:user/sonde"}""");

        var caller = await _wire.Cloud.Identity.GetCallerAsync(Cancellation);

        Assert.Equal(("1234567890123456", "acs:ram::1234567890123456:user/sonde", "RAMUser"), (caller.AccountId, caller.Arn, caller.IdentityType));
        Assert.Equal(("GetCallerIdentity", "2015-04-01", ScriptedCloud.Token), (_wire.Seen[0].Header("x-acs-action"), _wire.Seen[0].Header("x-acs-version"), _wire.Seen[0].Header("x-acs-security-token")));
    }
}
