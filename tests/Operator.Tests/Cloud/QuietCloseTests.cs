using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.Credentials;

namespace Sonde.Operator.Tests.Cloud;

/// <summary>A server that takes a request on a kept connection and closes it in order, without an answer: the pool below us would send it again on its own.</summary>
public sealed class QuietCloseTests : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ICloudFactory _factory = CloudRegistration.NewFactory(TimeProvider.System, NullLoggerFactory.Instance);
    private int _creates;

    public void Dispose()
    {
        _factory.Dispose();
        _listener.Dispose();
    }

    [Fact]
    public async Task A_create_on_a_kept_connection_is_sent_once()
    {
        _listener.Start();
        var serving = ServeAsync();
        var address = $"http://{_listener.LocalEndpoint}";
        var prometheus = _factory.Connect(new()
        {
            Name = "a",
            Region = "cn-hangzhou",
            Credentials = new StaticCredentials(new("id", "secret")),
            Endpoints = new(Arms: address),
        }).Prometheus;

        await prometheus.FindAsync("rw-1", TestContext.Current.CancellationToken);
        var failure = await Assert.ThrowsAsync<CloudException>(() => prometheus.CreateAsync(new() { ClusterName = "n", Tags = [] }, TestContext.Current.CancellationToken));
        _listener.Stop();
        await serving;

        Assert.True(failure.MayHaveHappened);
        Assert.Equal(1, _creates);
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await ServeAsync(client.GetStream());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(NetworkStream stream)
    {
        var buffer = new byte[16384];
        int read;
        while ((read = await stream.ReadAsync(buffer)) > 0)
        {
            if (Encoding.ASCII.GetString(buffer, 0, read).Contains("CreatePrometheusInstance", StringComparison.Ordinal))
            {
                _creates++;
                return;
            }

            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 12\r\n\r\n{\"Code\":200}"u8.ToArray());
        }
    }
}
