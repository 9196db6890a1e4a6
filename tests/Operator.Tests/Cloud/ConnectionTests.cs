using Microsoft.Extensions.Logging.Abstractions;
using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.Credentials;

namespace Sonde.Operator.Tests.Cloud;

public sealed class ConnectionTests
{
    private static readonly CloudConnection s_connection = new() { Name = "default/a", Region = "cn-hangzhou", Credentials = new StaticCredentials(new("id", "secret")) };

    [Theory]
    [InlineData(CloudService.FunctionCompute, CloudNetwork.Public, "cn-hangzhou", "https://fcv3.cn-hangzhou.aliyuncs.com")]
    [InlineData(CloudService.FunctionCompute, CloudNetwork.Vpc, "cn-hangzhou", "https://fcv3-vpc.cn-hangzhou.aliyuncs.com")]
    [InlineData(CloudService.FunctionCompute, CloudNetwork.Public, "me-central-1", "https://me-central-1.fc.aliyuncs.com")]
    [InlineData(CloudService.Oss, CloudNetwork.Public, "cn-hangzhou", "https://oss-cn-hangzhou.aliyuncs.com")]
    [InlineData(CloudService.Oss, CloudNetwork.Vpc, "cn-hangzhou", "https://oss-cn-hangzhou-internal.aliyuncs.com")]
    [InlineData(CloudService.Arms, CloudNetwork.Public, "ap-southeast-1", "https://arms.ap-southeast-1.aliyuncs.com")]
    [InlineData(CloudService.Sts, CloudNetwork.Public, "cn-hangzhou", "https://sts.cn-hangzhou.aliyuncs.com")]
    public void Each_service_has_its_address(CloudService service, CloudNetwork network, string region, string address) =>
        Assert.Equal(address, CloudAddresses.BaseOf(service, s_connection with { Network = network, Region = region }));

    [Theory]
    [InlineData("ftp://host")]
    [InlineData("host:80")]
    [InlineData("http://host/path")]
    [InlineData("http://user:hidden@host")]
    [InlineData("http://host?x=1")]
    public void An_endpoint_that_is_no_base_url_is_refused_by_name(string url)
    {
        using var factory = CloudRegistration.NewFactory(TimeProvider.System, NullLoggerFactory.Instance);

        var refusal = Assert.Throws<ArgumentException>(() => factory.Connect(s_connection with { Endpoints = new(Arms: url) }));
        Assert.Contains("endpoint Arms", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("cn hangzhou")]
    [InlineData("evil.example/")]
    public void A_region_that_would_change_the_host_is_refused(string region)
    {
        using var factory = CloudRegistration.NewFactory(TimeProvider.System, NullLoggerFactory.Instance);
        Assert.Throws<ArgumentException>(() => factory.Connect(s_connection with { Region = region }));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(double.NaN, 1)]
    public void A_limit_that_lets_nothing_through_is_refused(double perSecond, int burst)
    {
        using var factory = CloudRegistration.NewFactory(TimeProvider.System, NullLoggerFactory.Instance);
        Assert.Throws<ArgumentException>(() => factory.Connect(s_connection with { Limits = new(Oss: new(perSecond, burst)) }));
    }

    [Fact]
    public void Equal_connections_share_their_clients_and_a_rotated_key_gets_new_ones()
    {
        using var factory = CloudRegistration.NewFactory(TimeProvider.System, NullLoggerFactory.Instance);
        var first = factory.Connect(s_connection);

        Assert.Same(first, factory.Connect(s_connection with { Credentials = new StaticCredentials(new("id", "secret")) }));
        Assert.NotSame(first, factory.Connect(s_connection with { Credentials = new StaticCredentials(new("id", "rotated")) }));
        Assert.NotSame(first, factory.Connect(s_connection with { Name = "default/b" }));
    }
}
