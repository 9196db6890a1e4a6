using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;

namespace Sonde.Emulator.Tests;

/// <summary>URLs that carry their signature, made here by signing.md 2.5 alone.</summary>
public sealed class PresignedTests
{
    private const string KeyId = "LTAI5tFakeAccessKeyId001";
    private const string Secret = "fakeSecretFakeSecretFakeSecret01";

    [Fact]
    public async Task Whoever_has_the_URL_may_put_and_get_the_object()
    {
        await using var cloud = await StartAsync();

        using var put = await SendAsync(cloud, Url(cloud, "PUT", "/b-1/dir/ä+b.txt", headers: "content-type:text/plain\n"), HttpMethod.Put, new StringContent("abc", new System.Net.Http.Headers.MediaTypeHeaderValue("text/plain")));
        using var get = await SendAsync(cloud, Url(cloud, "GET", "/b-1/dir/ä+b.txt"), HttpMethod.Get);

        Assert.Equal((200, 200), ((int)put.StatusCode, (int)get.StatusCode));
        Assert.Equal("abc", await get.Content.ReadAsStringAsync());
        Assert.Equal("text/plain", get.Content.Headers.ContentType!.ToString());
        Assert.Equal($"{Oss.Crc64.Of("abc"u8)}", put.Headers.GetValues("x-oss-hash-crc64ecma").Single());
    }

    [Theory]
    [InlineData("GET", "content-type")]
    [InlineData("PUT", "method")]
    [InlineData("GET", "other")]
    public async Task The_URL_is_good_for_what_was_signed_only(string signedFor, string change)
    {
        await using var cloud = await StartAsync();
        cloud.World.Buckets.Write("1234567890123456", "b-1", "k", new byte[] { 1 });
        var url = Url(cloud, signedFor, "/b-1/k");

        using var answer = change switch
        {
            "content-type" => await SendAsync(cloud, url, HttpMethod.Get, new StringContent("")),
            "method" => await SendAsync(cloud, url, HttpMethod.Get),
            _ => await SendAsync(cloud, new Uri(url.OriginalString.Replace("/b-1/k?", "/b-1/l?", StringComparison.Ordinal)), HttpMethod.Get),
        };

        Assert.Equal("SignatureDoesNotMatch", await CodeAsync(answer));
    }

    [Theory]
    [InlineData(60, 59, "")]
    [InlineData(60, 61, "AccessDenied")]
    [InlineData(604800, 604799, "")]
    [InlineData(604801, 0, "AuthorizationQueryParametersError")]
    [InlineData(0, 0, "AuthorizationQueryParametersError")]
    public async Task The_URL_lives_as_long_as_it_says_and_at_most_a_week(int seconds, int later, string code)
    {
        await using var cloud = await StartAsync();
        cloud.World.Buckets.Write("1234567890123456", "b-1", "k", new byte[] { 1 });
        var url = Url(cloud, "GET", "/b-1/k", seconds);
        cloud.Clock.Advance(TimeSpan.FromSeconds(later));

        using var answer = await SendAsync(cloud, url, HttpMethod.Get);

        Assert.Equal(code, answer.IsSuccessStatusCode ? "" : await CodeAsync(answer));
    }

    [Fact]
    public async Task The_URL_of_a_temporary_key_carries_its_token_and_ends_with_it()
    {
        await using var cloud = await StartAsync();
        cloud.World.Buckets.Write("1234567890123456", "b-1", "k", new byte[] { 1 });
        var key = cloud.World.Accounts.IssueFor("acs:ram::1234567890123456:role/fc-llm", TimeSpan.FromMinutes(15))!;

        using var with = await SendAsync(cloud, Url(cloud, "GET", "/b-1/k", 86400, key: (key.Id, key.Secret, key.SecurityToken)), HttpMethod.Get);
        using var without = await SendAsync(cloud, Url(cloud, "GET", "/b-1/k", 86400, key: (key.Id, key.Secret, "")), HttpMethod.Get);
        var url = Url(cloud, "GET", "/b-1/k", 86400, key: (key.Id, key.Secret, key.SecurityToken));
        cloud.Clock.Advance(TimeSpan.FromMinutes(16));
        using var late = await SendAsync(cloud, url, HttpMethod.Get);

        Assert.Equal(200, (int)with.StatusCode);
        Assert.Equal(("InvalidSecurityToken", "SecurityTokenExpired"), (await CodeAsync(without), await CodeAsync(late)));
    }

    private static Uri Url(Cloud cloud, string method, string path, int seconds = 600, string headers = "", (string Id, string Secret, string Token)? key = null)
    {
        var (id, secret, token) = key ?? (KeyId, Secret, "");
        var now = cloud.Clock.GetUtcNow();
        var scope = $"{now:yyyyMMdd}/cn-hangzhou/oss/aliyun_v4_request";
        SortedDictionary<string, string> query = new(StringComparer.Ordinal)
        {
            ["x-oss-signature-version"] = "OSS4-HMAC-SHA256",
            ["x-oss-credential"] = $"{id}/{scope}",
            ["x-oss-date"] = now.ToString("yyyyMMdd'T'HHmmss'Z'"),
            ["x-oss-expires"] = $"{seconds}",
        };
        if (token.Length > 0)
            query["x-oss-security-token"] = token;
        var encoded = string.Join('&', query.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"));
        var target = string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
        var canonical = $"{method}\n{target}\n{encoded}\n{headers}\n\nUNSIGNED-PAYLOAD";
        var signing = Mac(Mac(Mac(Mac(Encoding.UTF8.GetBytes("aliyun_v4" + secret), $"{now:yyyyMMdd}"), "cn-hangzhou"), "oss"), "aliyun_v4_request");
        var signature = Convert.ToHexStringLower(Mac(signing, $"OSS4-HMAC-SHA256\n{query["x-oss-date"]}\n{scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}"));
        return new Uri($"{cloud.World.BaseUrl}{target}?{encoded}&x-oss-signature={signature}");
    }

    private static async Task<HttpResponseMessage> SendAsync(Cloud cloud, Uri url, HttpMethod method, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, url) { Content = content };
        return await cloud.Client.Plain.SendAsync(request);
    }

    private static async Task<string> CodeAsync(HttpResponseMessage answer) => XElement.Parse(await answer.Content.ReadAsStringAsync()).Element("Code")!.Value;

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static async Task<Cloud> StartAsync()
    {
        var cloud = await Cloud.StartAsync();
        (await cloud.Client.OssAsync("PUT", "/b-1/")).Ok();
        return cloud;
    }
}
