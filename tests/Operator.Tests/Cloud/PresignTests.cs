using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.Credentials;
using Sonde.Operator.Cloud.ObjectStorage;

namespace Sonde.Operator.Tests.Cloud;

public sealed class PresignTests : IDisposable
{
    private const string Bucket = "artifacts-test";
    private const string SpecialKey = "agents/ünï 中文/a+b&c=d~e'f(g)*h!i%j?k#l.yaml";
    private readonly ScriptedCloud _wire = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Recordings() => [.. WireRequests.RecordedFiles().Where(file => file.StartsWith("oss", StringComparison.Ordinal))];

    public void Dispose() => _wire.Dispose();

    [Theory]
    [MemberData(nameof(Recordings))]
    public async Task A_url_carries_what_the_official_package_puts_into_it(string file)
    {
        var recording = WireRequests.Recorded(file);
        var token = recording.TryGetProperty("securityToken", out var text) ? text.GetString() : null;
        using var wire = new ScriptedCloud(credentials: new StaticCredentials(WireRequests.KeyOf(recording) with { SecurityToken = token }));

        var url = await wire.Cloud.Objects.PresignAsync(
            Bucket, SpecialKey, new() { Lifetime = TimeSpan.FromSeconds(600), Query = new Dictionary<string, string> { ["response-content-type"] = "text/plain" } }, Cancellation);

        Assert.Equal(ParametersOf(recording.GetProperty("presignedUrl").GetString()!), ParametersOf(url.OriginalString));
        Assert.Empty(wire.Seen);
    }

    [Fact]
    public async Task The_address_is_kept_letter_by_letter_as_it_was_signed()
    {
        var url = await _wire.Cloud.Objects.PresignAsync(Bucket, SpecialKey, PresignOptions.Read, Cancellation);

        Assert.StartsWith(
            "http://127.0.0.1:18903/artifacts-test/agents/%C3%BCn%C3%AF%20%E4%B8%AD%E6%96%87/a%2Bb%26c%3Dd~e%27f%28g%29%2Ah%21i%25j%3Fk%23l.yaml?x-oss-credential=",
            url.AbsoluteUri, StringComparison.Ordinal);
        Assert.Contains("&x-oss-expires=900&", url.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_that_are_not_signed_anyway_are_named()
    {
        var url = await _wire.Cloud.Objects.PresignAsync(
            Bucket, "a", new() { Method = HttpMethod.Put, Headers = new Dictionary<string, string> { ["Content-Type"] = "text/plain", ["Cache-Control"] = "no-cache", ["If-Match"] = "x", ["x-oss-forbid-overwrite"] = "true" } }, Cancellation);

        Assert.Equal("cache-control;if-match", ParametersOf(url.OriginalString)["x-oss-additional-headers"]);
    }

    [Theory]
    [InlineData("GET", 0, "response-content-type", "text/plain")]
    [InlineData("GET", 604_801, "response-content-type", "text/plain")]
    [InlineData("DELETE", 60, "response-content-type", "text/plain")]
    [InlineData("GET", 60, "response-content-type", "")]
    [InlineData("GET", 60, "X-Oss-Expires", "9")]
    public async Task Options_out_of_range_are_refused_before_any_call(string method, int seconds, string name, string value)
    {
        var failure = await Assert.ThrowsAsync<CloudException>(() => _wire.Cloud.Objects.PresignAsync(
            Bucket, "a", new() { Method = new(method), Lifetime = TimeSpan.FromSeconds(seconds), Query = new Dictionary<string, string> { [name] = value } }, Cancellation));

        Assert.Equal(CloudErrorKind.Invalid, failure.Kind);
    }

    [Fact]
    public async Task The_service_time_counts_once_it_was_learnt()
    {
        _wire.Answer(403, "<Error><Code>RequestTimeTooSkewed</Code></Error>", ("Date", "Wed, 15 Jan 2025 10:30:00 GMT")).Answer(404, "<Error><Code>NoSuchKey</Code></Error>");
        Assert.Null(await _wire.Cloud.Objects.HeadAsync(Bucket, "a", Cancellation));

        var url = await _wire.Cloud.Objects.PresignAsync(Bucket, "a", PresignOptions.Read, Cancellation);

        Assert.StartsWith("20250115T1030", ParametersOf(url.OriginalString)["x-oss-date"], StringComparison.Ordinal);
    }

    private static SortedDictionary<string, string> ParametersOf(string url) =>
        new(url.Split('?')[1].Split('&').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]), StringComparer.Ordinal), StringComparer.Ordinal);
}
