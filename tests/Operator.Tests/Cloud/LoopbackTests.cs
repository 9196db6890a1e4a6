using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.Credentials;
using Sonde.Operator.Cloud.ObjectStorage;
using Sonde.Operator.Cloud.Signing;

namespace Sonde.Operator.Tests.Cloud;

/// <summary>What only real sockets show: the target letter by letter, lengths, redirects, closed ports, broken connections.</summary>
public sealed class LoopbackTests : IAsyncLifetime
{
    private const string OddKey = "agents/ünï 中文/a+b&c=d~e'f(g)*h!i%j?k#l.yaml";
    private static readonly AccessKey s_key = new("LTAI5tFakeAccessKeyId001", "fakeSecretFakeSecretFakeSecret01");
    private readonly ICloudFactory _factory = CloudRegistration.NewFactory(TimeProvider.System, NullLoggerFactory.Instance);
    private readonly List<string> _targets = [];
    private WebApplication _server = null!;
    private Func<HttpContext, Task> _answer = _ => Task.CompletedTask;

    private string Address => _server.Urls.Single();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.Run(context =>
        {
            _targets.Add(context.Features.Get<IHttpRequestFeature>()!.RawTarget);
            return _answer(context);
        });
        await _server.StartAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        _factory.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task The_target_goes_out_letter_by_letter_as_it_was_signed()
    {
        var signed = "";
        var came = "";
        _answer = async context =>
        {
            var target = _targets[^1].Split('?');
            var headers = context.Request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString(), StringComparer.Ordinal);
            signed = Oss4Signer.Authorization(new(context.Request.Method, target[0], [], headers), [], new Oss4Keys("cn-hangzhou"), s_key);
            came = headers["authorization"];
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        };

        await Connect(Address).Objects.PutAsync("artifacts", OddKey, ObjectBody.FromBytes(new byte[100_000]), PutOptions.None, Cancellation);

        Assert.Equal(signed, came);
        Assert.StartsWith("/artifacts/agents/%C3%BCn%C3%AF%20%E4%B8%AD%E6%96%87/a%2Bb%26c%3Dd~e%27f%28g%29%2Ah%21i%25j%3Fk%23l.yaml", _targets[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_head_takes_its_size_from_the_length_that_is_stated()
    {
        _answer = context =>
        {
            context.Response.ContentLength = 12345;
            context.Response.Headers.ETag = "\"AB\"";
            return Task.CompletedTask;
        };

        Assert.Equal(12345, (await Connect(Address).Objects.HeadAsync("artifacts", "a", Cancellation))!.Size);
    }

    [Fact]
    public async Task A_redirect_is_refused_and_not_followed()
    {
        _answer = context =>
        {
            context.Response.Redirect("http://127.0.0.1:1/elsewhere");
            return Task.CompletedTask;
        };

        var failure = await Assert.ThrowsAsync<CloudException>(() => Connect(Address).Functions.FindFunctionAsync("f", Cancellation));

        Assert.Equal((CloudErrorKind.Invalid, "Http302", 302), (failure.Kind, failure.Code, failure.Status));
        Assert.Single(_targets);
    }

    [Fact]
    public async Task A_closed_port_is_told_with_its_address_and_as_not_sent()
    {
        var closed = ClosedPort();

        var failure = await Assert.ThrowsAsync<CloudException>(() => Connect($"http://127.0.0.1:{closed}").Functions.CreateFunctionAsync(new() { FunctionName = "f" }, Cancellation));

        Assert.Equal((CloudErrorKind.Unavailable, "ConnectionFailed", false), (failure.Kind, failure.Code, failure.MayHaveHappened));
        Assert.Contains($"127.0.0.1:{closed}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_create_whose_connection_is_cut_may_have_happened_and_is_sent_once()
    {
        _answer = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };

        var failure = await Assert.ThrowsAsync<CloudException>(() => Connect(Address).Functions.CreateFunctionAsync(new() { FunctionName = "f" }, Cancellation));

        Assert.Equal(("ConnectionLost", true), (failure.Code, failure.MayHaveHappened));
        Assert.Single(_targets);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_create_without_a_body_is_not_repeated_by_the_connection_pool_either(bool reused)
    {
        var cloud = Connect(Address);
        if (reused)
        {
            _answer = context => context.Response.WriteAsync("""{"Code":200,"Data":{"ClusterId":"rw-1"}}""");
            await cloud.Prometheus.FindAsync("rw-1", Cancellation);
            _targets.Clear();
        }

        _answer = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };
        var failure = await Assert.ThrowsAsync<CloudException>(() => cloud.Prometheus.CreateAsync(new() { ClusterName = "n", Tags = [] }, Cancellation));

        Assert.Equal(("ConnectionLost", true), (failure.Code, failure.MayHaveHappened));
        Assert.Single(_targets);
    }

    [Fact]
    public async Task An_answer_without_end_is_not_read_into_memory()
    {
        _answer = async context =>
        {
            var block = Encoding.ASCII.GetBytes(new string(' ', 1 << 20));
            try
            {
                for (var i = 0; i < 40; i++)
                    await context.Response.Body.WriteAsync(block, context.RequestAborted);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException)
            {
                // The client has read enough.
            }
        };

        var failure = await Assert.ThrowsAsync<CloudException>(() => Connect(Address).Functions.CreateFunctionAsync(new() { FunctionName = "f" }, Cancellation));
        Assert.Equal("AnswerTooLarge", failure.Code);
    }

    private ICloud Connect(string address) => _factory.Connect(new()
    {
        Name = address,
        Region = "cn-hangzhou",
        Credentials = new StaticCredentials(s_key),
        Endpoints = new(address, address, address, address),
    });

    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
