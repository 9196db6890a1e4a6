using System.Net;
using System.Net.Sockets;
using Sonde.Agent.Core.Net;
using Sonde.Testing;

namespace Sonde.Agent.Tests.Net;

public sealed class HostConnectorTests
{
    [Fact]
    public async Task An_address_that_refuses_gives_way_to_the_next()
    {
        using var listener = new TcpListener(IPAddress.Parse("127.0.0.2"), 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        using var etc = new TemporaryFolder();
        // Nothing listens on 127.0.0.3; 192.0.2.1 never answers.
        etc.Write("hosts", "127.0.0.3 engine\n192.0.2.1 engine\n127.0.0.2 engine\n");
        using var client = ClientWith(etc);

        var request = client.GetAsync(new Uri($"http://engine:{port}/"), TestContext.Current.CancellationToken);
        using var accepted = await listener.AcceptSocketAsync(TestContext.Current.CancellationToken);
        await accepted.SendAsync("HTTP/1.1 204 No Content\r\n\r\n"u8.ToArray());

        Assert.Equal(HttpStatusCode.NoContent, (await request).StatusCode);
    }

    [Fact]
    public async Task When_all_refuse_the_failure_names_the_addresses()
    {
        using var etc = new TemporaryFolder();
        etc.Write("hosts", "127.0.0.3 engine\n127.0.0.4 engine\n");
        using var client = ClientWith(etc);

        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri("http://engine:9/"), TestContext.Current.CancellationToken));

        Assert.Contains("(127.0.0.3:9, 127.0.0.4:9)", failure.Message, StringComparison.Ordinal);
    }

    private static HttpClient ClientWith(TemporaryFolder etc)
    {
        var connector = new HostConnector(new NameResolver(new DnsClient(TimeProvider.System), etc.Path), TimeProvider.System);
        return new HttpClient(new SocketsHttpHandler { ConnectCallback = connector.ConnectAsync, UseProxy = false });
    }
}
