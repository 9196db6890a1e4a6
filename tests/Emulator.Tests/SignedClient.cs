using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Sonde.Emulator.Tests;

/// <summary>A client that signs as signing.md tells, written apart from the emulator's checks and from the product's clients.</summary>
internal sealed class SignedClient(Uri endpoint, TimeProvider clock) : IDisposable
{
    private const string EmptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = endpoint };

    public string KeyId { get; set; } = "LTAI5tFakeAccessKeyId001";

    public string Secret { get; set; } = "fakeSecretFakeSecretFakeSecret01";

    public string Token { get; set; } = "";

    public HttpClient Plain => _http;

    public Task<Reply> FcAsync(string method, string pathAndQuery, JsonNode? body = null) =>
        AcsAsync(method, "/2023-03-30/" + pathAndQuery, "2023-03-30", "Any", body is null ? [] : Encoding.UTF8.GetBytes(body.ToJsonString()), body is null ? null : "application/json; charset=utf-8");

    public Task<Reply> ArmsAsync(string action, params (string Name, string Value)[] parameters) => RpcAsync("2019-08-08", action, [("RegionId", "cn-hangzhou"), .. parameters]);

    public Task<Reply> RpcAsync(string version, string action, params (string Name, string Value)[] parameters) =>
        AcsAsync("POST", "/?" + Query(parameters), version, action, [], null);

    public Task<Reply> FormAsync(string version, string action, params (string Name, string Value)[] parameters) =>
        AcsAsync("POST", "/", version, action, Encoding.UTF8.GetBytes(Query(parameters)), "application/x-www-form-urlencoded");

    /// <param name="path"><c>/bucket/key?query</c>, encoded.</param>
    public async Task<Reply> OssAsync(string method, string path, byte[]? body = null, params (string Name, string Value)[] headers)
    {
        var now = clock.GetUtcNow();
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["x-oss-date"] = now.ToString("yyyyMMdd'T'HHmmss'Z'"), ["x-oss-content-sha256"] = "UNSIGNED-PAYLOAD" };
        if (Token.Length > 0)
            all["x-oss-security-token"] = Token;
        foreach (var (name, value) in headers)
            all[name.ToLowerInvariant()] = value;
        var parts = path.Split('?', 2);
        var query = parts.Length < 2 ? "" : string.Join('&', parts[1].Split('&').Order(StringComparer.Ordinal));
        var signed = string.Concat(all.Where(header => header.Key is "content-type" or "content-md5" || header.Key.StartsWith("x-oss-", StringComparison.Ordinal)).Select(header => $"{header.Key}:{header.Value}\n"));
        var canonical = $"{method}\n{parts[0]}\n{query}\n{signed}\n\nUNSIGNED-PAYLOAD";
        var scope = $"{now:yyyyMMdd}/cn-hangzhou/oss/aliyun_v4_request";
        var key = Mac(Mac(Mac(Mac(Encoding.UTF8.GetBytes("aliyun_v4" + Secret), $"{now:yyyyMMdd}"), "cn-hangzhou"), "oss"), "aliyun_v4_request");
        var signature = Hex(Mac(key, $"OSS4-HMAC-SHA256\n{all["x-oss-date"]}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}"));
        return await SendAsync(method, path, all, $"OSS4-HMAC-SHA256 Credential={KeyId}/{scope},Signature={signature}", body ?? []);
    }

    public void Dispose() => _http.Dispose();

    private Task<Reply> AcsAsync(string method, string target, string version, string action, byte[] body, string? contentType)
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["host"] = $"{endpoint.Host}:{endpoint.Port}",
            ["x-acs-action"] = action,
            ["x-acs-version"] = version,
            ["x-acs-date"] = clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"),
            ["x-acs-signature-nonce"] = Guid.NewGuid().ToString(),
            ["x-acs-content-sha256"] = body.Length == 0 ? EmptyHash : Hex(SHA256.HashData(body)),
        };
        if (contentType is not null)
            all["content-type"] = contentType;
        if (Token.Length > 0)
            all["x-acs-security-token"] = Token;
        var parts = target.Split('?', 2);
        var query = parts.Length < 2 ? "" : string.Join('&', parts[1].Split('&', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
        var names = string.Join(';', all.Keys);
        var canonical = $"{method}\n{parts[0]}\n{query}\n{string.Concat(all.Select(header => $"{header.Key}:{header.Value}\n"))}\n{names}\n{all["x-acs-content-sha256"]}";
        var signature = Hex(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"ACS3-HMAC-SHA256\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}")));
        return SendAsync(method, target, all, $"ACS3-HMAC-SHA256 Credential={KeyId},SignedHeaders={names},Signature={signature}", body);
    }

    private async Task<Reply> SendAsync(string method, string target, IEnumerable<KeyValuePair<string, string>> headers, string authorization, byte[] body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(endpoint, target)) { Content = body.Length > 0 ? new ByteArrayContent(body) : null };
        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content?.Headers.TryAddWithoutValidation(name, value);
        }

        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var response = await _http.SendAsync(request);
        var all = response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key.ToLowerInvariant(), header => string.Join(',', header.Value), StringComparer.Ordinal);
        return new((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(), all);
    }

    private static string Query((string Name, string Value)[] parameters) =>
        string.Join('&', parameters.Select(one => $"{Uri.EscapeDataString(one.Name)}={Uri.EscapeDataString(one.Value)}"));

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
