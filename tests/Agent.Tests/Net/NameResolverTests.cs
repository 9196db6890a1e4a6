using System.Net;
using Sonde.Agent.Core.Net;
using Sonde.Testing;

namespace Sonde.Agent.Tests.Net;

public sealed class NameResolverTests
{
    [Theory]
    [InlineData("127.0.0.9", "127.0.0.9")]
    [InlineData("[::1]", "::1")]
    [InlineData("localhost", "127.0.0.1 ::1")]
    [InlineData("LOCALHOST.", "127.0.0.1 ::1")]
    [InlineData("engine.localhost", "127.0.0.1 ::1")]
    [InlineData("listed", "192.0.2.1 2001:db8::1")]
    [InlineData("Alias.Example", "192.0.2.1")]
    public async Task A_name_that_the_machine_knows_needs_no_server(string host, string expected)
    {
        using var etc = new TemporaryFolder();
        etc.Write("hosts", "# comment\n192.0.2.1\tlisted alias.example # more\n2001:db8::1 listed\nnonsense listed\n");

        var addresses = await new NameResolver(new DnsClient(TimeProvider.System), etc.Path).ResolveAsync(host, TestContext.Current.CancellationToken);

        Assert.Equal(expected, string.Join(' ', addresses));
    }

    [Fact]
    public async Task Without_any_file_the_failure_names_host_and_server()
    {
        using var etc = new TemporaryFolder();
        etc.Write("resolv.conf", "nameserver 127.0.0.250\noptions timeout:1 attempts:1\n");
        var resolver = new NameResolver(new DnsClient(TimeProvider.System), etc.Path);

        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => resolver.ResolveAsync("r.example", TestContext.Current.CancellationToken));

        Assert.Equal("Host r.example: no name server answered (asked 127.0.0.250:53).", failure.Message);
    }

    [Fact]
    public void The_file_of_the_resolver_is_read_as_the_C_library_does()
    {
        var config = ResolverConfig.Parse("# c\nnameserver 10.0.0.1\nnameserver fd00::1 ; c\nnameserver x\nsearch a.example b.example\noptions ndots:5 timeout:3 attempts:9 rotate\n");

        Assert.Equal("10.0.0.1:53 [fd00::1]:53", string.Join(' ', config.Servers));
        Assert.Equal((5, TimeSpan.FromSeconds(3), 5), (config.Dots, config.Timeout, config.Attempts));
    }

    [Theory]
    [InlineData("short", 1, "short.a short.b short")]
    [InlineData("with.dot", 1, "with.dot with.dot.a with.dot.b")]
    [InlineData("with.dot", 5, "with.dot.a with.dot.b with.dot")]
    [InlineData("absolute.", 5, "absolute")]
    public void Names_are_completed_as_the_C_library_does(string host, int dots, string expected)
    {
        var config = ResolverConfig.Parse($"search a b.\noptions ndots:{dots}\n");

        Assert.Equal(expected, string.Join(' ', config.Candidates(host)));
    }

    [Fact]
    public void An_empty_file_means_a_server_on_this_machine()
    {
        Assert.Equal(new IPEndPoint(IPAddress.Loopback, 53), Assert.Single(ResolverConfig.Parse("").Servers));
    }
}
