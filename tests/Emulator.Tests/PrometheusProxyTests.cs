using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Sonde.Emulator.Tests;

public sealed class PrometheusProxyTests
{
    [Fact]
    public async Task A_write_with_a_known_key_is_passed_on_unchanged()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var cloud = await Cloud.StartAsync(options => options with { Prometheus = upstream.Url });
        var id = await ArmsTests.CreateAsync(cloud);

        using var answer = await WriteAsync(cloud, id, "LTAI5tFakeAccessKeyId001:fakeSecretFakeSecretFakeSecret01");

        Assert.Equal(204, (int)answer.StatusCode);
        Assert.Equal(["POST /api/v1/write snappy 3"], upstream.Seen);
    }

    [Theory]
    [InlineData("LTAI5tFakeAccessKeyId001:wrong", 401)]
    [InlineData("nobody:fakeSecretFakeSecretFakeSecret01", 401)]
    [InlineData("", 401)]
    public async Task A_write_without_a_known_key_is_refused(string credentials, int status)
    {
        await using var upstream = await Upstream.StartAsync();
        await using var cloud = await Cloud.StartAsync(options => options with { Prometheus = upstream.Url });
        var id = await ArmsTests.CreateAsync(cloud);

        using var answer = await WriteAsync(cloud, id, credentials);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Empty(upstream.Seen);
    }

    [Fact]
    public async Task A_write_needs_no_name_where_that_is_allowed()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var cloud = await Cloud.StartAsync(options => options with { Prometheus = upstream.Url });
        var id = await ArmsTests.CreateAsync(cloud);
        (await cloud.Client.ArmsAsync("UpdatePrometheusInstance", ("ClusterId", id), ("EnableAuthFreeWrite", "true"))).Ok();

        using var answer = await WriteAsync(cloud, id, "");

        Assert.Equal(204, (int)answer.StatusCode);
    }

    [Fact]
    public async Task A_query_is_passed_on_with_its_parameters()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var cloud = await Cloud.StartAsync(options => options with { Prometheus = upstream.Url });
        var id = await ArmsTests.CreateAsync(cloud);
        cloud.Client.Plain.DefaultRequestHeaders.Authorization = Basic("LTAI5tFakeAccessKeyId001:fakeSecretFakeSecretFakeSecret01");

        using var answer = await cloud.Client.Plain.GetAsync($"/prometheus/{id}/api/v1/query?query=up%7Bjob%3D%22a%22%7D");

        Assert.Equal(204, (int)answer.StatusCode);
        Assert.Equal(["GET /api/v1/query?query=up%7Bjob%3D%22a%22%7D  0"], upstream.Seen);
    }

    [Fact]
    public async Task An_instance_that_is_gone_takes_nothing()
    {
        await using var cloud = await Cloud.StartAsync();

        using var answer = await WriteAsync(cloud, "rw-absent", "LTAI5tFakeAccessKeyId001:fakeSecretFakeSecretFakeSecret01");

        Assert.Equal(404, (int)answer.StatusCode);
    }

    private static async Task<HttpResponseMessage> WriteAsync(Cloud cloud, string id, string credentials)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/prometheus/{id}/api/v3/write") { Content = new ByteArrayContent([1, 2, 3]) };
        request.Content.Headers.ContentEncoding.Add("snappy");
        request.Headers.Authorization = credentials.Length > 0 ? Basic(credentials) : null;
        return await cloud.Client.Plain.SendAsync(request);
    }

    private static AuthenticationHeaderValue Basic(string credentials) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));

    /// <summary>Stands where Prometheus does and notes what reaches it.</summary>
    private sealed class Upstream(WebApplication application, List<string> seen) : IAsyncDisposable
    {
        public Uri Url => new(application.Urls.First());

        public IReadOnlyList<string> Seen => seen;

        public static async Task<Upstream> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            var application = builder.Build();
            application.Urls.Add("http://127.0.0.1:0");
            List<string> seen = [];
            application.Run(async context =>
            {
                using var body = new MemoryStream();
                await context.Request.Body.CopyToAsync(body);
                seen.Add($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString} {context.Request.Headers.ContentEncoding} {body.Length}");
                context.Response.StatusCode = StatusCodes.Status204NoContent;
            });
            await application.StartAsync();
            return new(application, seen);
        }

        public ValueTask DisposeAsync() => application.DisposeAsync();
    }
}
