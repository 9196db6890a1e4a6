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
        using var stop = new CancellationTokenSource();
        var serving = ServeAsync(stop.Token);
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
        await stop.CancelAsync();
        await serving;

        Assert.True(failure.MayHaveHappened);
        Assert.Equal(1, _creates);
    }

    private async Task ServeAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(stop);
                await ServeAsync(client.GetStream(), stop);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(NetworkStream stream, CancellationToken stop)
    {
        var buffer = new byte[16384];
        int read;
        while ((read = await stream.ReadAsync(buffer, stop)) > 0)
        {
            if (Encoding.ASCII.GetString(buffer, 0, read).Contains("CreatePrometheusInstance", StringComparison.Ordinal))
            {
                _creates++;
                return;
            }

            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 12\r\n\r\n{\"Code\":200}"u8.ToArray(), stop);
        }
    }
}
