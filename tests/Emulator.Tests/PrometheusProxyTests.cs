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

    [Theory]
    [InlineData("127.0.0.0/8", 204)]
    [InlineData("10.0.0.0/8\n127.0.0.1", 204)]
    [InlineData("10.0.0.0/8", 403)]
    [InlineData("10.0.0.0/8\n192.168.1.7", 403)]
    [InlineData("""{"SourceIp":["127.0.0.0/8"],"SourceVpc":[]}""", 204)]
    [InlineData("""{"SourceIp":["10.0.0.0/8"],"SourceVpc":["vpc-1"]}""", 403)]
    [InlineData("", 204)]
    public async Task Which_sources_need_no_name_is_told_by_the_policy(string policy, int status)
    {
        await using var upstream = await Upstream.StartAsync();
        await using var cloud = await Cloud.StartAsync(options => options with { Prometheus = upstream.Url });
        var id = await ArmsTests.CreateAsync(cloud);
        (await cloud.Client.ArmsAsync("UpdatePrometheusInstance", ("ClusterId", id), ("EnableAuthFreeWrite", "true"), ("AuthFreeWritePolicy", policy))).Ok();

        using var answer = await WriteAsync(cloud, id, "");

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(status == 204 ? 1 : 0, upstream.Seen.Count);
    }

    [Fact]
    public async Task Auth_free_write_does_not_open_queries()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var cloud = await Cloud.StartAsync(options => options with { Prometheus = upstream.Url });
        var id = await ArmsTests.CreateAsync(cloud);
        (await cloud.Client.ArmsAsync("UpdatePrometheusInstance", ("ClusterId", id), ("EnableAuthFreeWrite", "true"))).Ok();

        using var answer = await cloud.Client.Plain.GetAsync($"/prometheus/{id}/api/v1/query?query=up");

        Assert.Equal(401, (int)answer.StatusCode);
        Assert.Equal("Basic", answer.Headers.WwwAuthenticate.Single().Scheme);
    }

    [Theory]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/8\noffice")]
    [InlineData("{\"SourceIp\":")]
    public async Task A_policy_that_is_no_CIDR_is_refused(string policy)
    {
        await using var cloud = await Cloud.StartAsync();
        var id = await ArmsTests.CreateAsync(cloud);

        Assert.Equal((400, "InvalidParameter"), (await cloud.Client.ArmsAsync("UpdatePrometheusInstance", ("ClusterId", id), ("AuthFreeWritePolicy", policy))).Error);
    }

    [Theory]
    [InlineData("true", "Bearer ", "", 204)]
    [InlineData("true", "", "", 204)]
    [InlineData("true", "Bearer ", "x", 401)]
    [InlineData("false", "Bearer ", "", 401)]
    public async Task A_token_opens_its_instance_where_tokens_are_enabled(string enabled, string scheme, string wrong, int status)
    {
        await using var upstream = await Upstream.StartAsync();
        await using var cloud = await Cloud.StartAsync(options => options with { Prometheus = upstream.Url });
        var id = await ArmsTests.CreateAsync(cloud);
        (await cloud.Client.ArmsAsync("UpdatePrometheusInstance", ("ClusterId", id), ("EnableAuthToken", enabled))).Ok();

        using var request = new HttpRequestMessage(HttpMethod.Get, $"/prometheus/{id}/api/v1/query?query=up");
        request.Headers.TryAddWithoutValidation("Authorization", scheme + cloud.World.Arms.Instances[id].AuthToken + wrong);
        using var answer = await cloud.Client.Plain.SendAsync(request);

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task The_key_of_another_account_is_known_but_not_admitted()
    {
        await using var cloud = await Cloud.StartAsync();
        var id = await ArmsTests.CreateAsync(cloud);
        (await cloud.Client.Plain.PostAsync("/_emulator/seed", new StringContent("""{"accounts":[{"id":"2222222222222222","accessKeys":[{"id":"LTAIother","secret":"other-secret"}]}]}"""))).EnsureSuccessStatusCode();

        using var answer = await WriteAsync(cloud, id, "LTAIother:other-secret");

        Assert.Equal(403, (int)answer.StatusCode);
    }

    [Fact]
    public async Task A_temporary_key_writes_with_its_token_behind_a_dollar_sign_until_it_expires()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var cloud = await Cloud.StartAsync(options => options with { Prometheus = upstream.Url });
        var id = await ArmsTests.CreateAsync(cloud);
        var key = cloud.World.Accounts.IssueFor("acs:ram::1234567890123456:role/fc-llm", TimeSpan.FromMinutes(15))!;
        async Task<int> StatusAsync(string password)
        {
            using var answer = await WriteAsync(cloud, id, $"{key.Id}:{password}");
            return (int)answer.StatusCode;
        }

        Assert.Equal(204, await StatusAsync($"{key.Secret}${key.SecurityToken}"));
        Assert.Equal(401, await StatusAsync(key.Secret));
        cloud.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(401, await StatusAsync($"{key.Secret}${key.SecurityToken}"));
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

        public List<string> Seen => seen;

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
