using Microsoft.Extensions.Time.Testing;
using Sonde.Emulator.Http;
using Sonde.Emulator.Identity;
using Sonde.Emulator.Signing;

namespace Sonde.Emulator.Tests;

public sealed class SignatureTests
{
    private readonly FakeTimeProvider _clock = new(RecordedRequests.Clock);
    private readonly AccountStore _accounts;

    public SignatureTests()
    {
        _accounts = new AccountStore("cn-hangzhou", _clock);
        _accounts.Put(
            new(AccountStore.DefaultAccountId, new HashSet<string>(), new HashSet<string>()),
            [new(AccountStore.DefaultAccountId, "LTAI5tFakeAccessKeyId001", "fakeSecretFakeSecretFakeSecret01", "", null, "")]);
        _accounts.Accept("LTAI5tFakeAccessKeyId001", "CAISfakeSecurityToken/with+plus==");
    }

    public static TheoryData<string, int> Recordings => new()
    {
        { "fc", 44 },
        { "fc-sts", 44 },
        { "arms-core", 23 },
        { "arms-core-sts", 23 },
        { "arms-openapi-client", 23 },
        { "oss", 34 },
        { "oss-sts", 34 },
        { "oss-path-style", 34 },
    };

    [Theory]
    [MemberData(nameof(Recordings))]
    public void Every_request_of_an_official_SDK_verifies(string recording, int requests)
    {
        var recorded = RecordedRequests.Of(recording);

        Assert.Equal(requests, recorded.Count);
        Assert.All(recorded, request => Assert.Equal(AccountStore.DefaultAccountId, Verify(request).AccountId));
    }

    [Theory]
    [MemberData(nameof(Recordings))]
    public void Every_change_of_a_recorded_request_is_refused(string recording, int requests)
    {
        var changed = RecordedRequests.Of(recording).SelectMany(Changes).ToList();

        Assert.Equal(requests * (recording.StartsWith("oss", StringComparison.Ordinal) ? 4 : 5), changed.Count);
        Assert.All(changed, request => Assert.Throws<Refusal>(() => Verify(request)));
    }

    [Fact]
    public void A_nonce_is_good_for_one_request()
    {
        var request = RecordedRequests.Of("fc")[0];
        var verifier = new Acs3Verifier(_accounts, _clock, new NonceMemory(_clock), new Acs3Errors(functionCompute: true));
        verifier.Verify(request);

        var refusal = Assert.Throws<Refusal>(() => verifier.Verify(request));

        Assert.Equal("SignatureNonceUsed", refusal.Code);
    }

    [Theory]
    [InlineData("fc", -16, "InvalidTimeStamp.Expired")]
    [InlineData("arms-core", 16, "InvalidTimeStamp.Expired")]
    [InlineData("oss", 16, "RequestTimeTooSkewed")]
    [InlineData("oss", -16, "RequestTimeTooSkewed")]
    public void A_request_that_is_more_than_15_minutes_off_is_refused(string recording, int minutes, string code)
    {
        _clock.AdjustTime(RecordedRequests.Clock.AddMinutes(minutes));

        Assert.Equal(code, Assert.Throws<Refusal>(() => Verify(RecordedRequests.Of(recording)[0])).Code);
    }

    [Theory]
    [InlineData("fc", "InvalidAccessKeyID")]
    [InlineData("arms-core", "InvalidAccessKeyId.NotFound")]
    [InlineData("oss", "InvalidAccessKeyId")]
    public void An_unknown_key_is_refused_in_the_words_of_the_service(string recording, string code)
    {
        _accounts.RemoveKey("LTAI5tFakeAccessKeyId001");

        Assert.Equal(code, Assert.Throws<Refusal>(() => Verify(RecordedRequests.Of(recording)[0])).Code);
    }

    private Caller Verify(WireRequest request)
    {
        if (request.Header("authorization")!.StartsWith("OSS4", StringComparison.Ordinal))
            return new Oss4Verifier(_accounts, _clock).Verify(request, OssAddress.Of(request)).Caller;
        var functionCompute = request.RawPath.StartsWith("/2023-03-30/", StringComparison.Ordinal);
        return new Acs3Verifier(_accounts, _clock, new NonceMemory(_clock), new Acs3Errors(functionCompute)).Verify(request);
    }

    /// <summary>One thing changed in each: method, query, date, signature, and the body where it is signed.</summary>
    private static IEnumerable<WireRequest> Changes(WireRequest request)
    {
        yield return request with { Method = request.Method == "GET" ? "PUT" : "GET" };
        yield return new(request.Method, request.Target + (request.Target.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "zz=1", request.Headers, request.Body);
        yield return WithHeader(request, request.Headers.ContainsKey("x-acs-date") ? "x-acs-date" : "x-oss-date", text => text.Replace("0Z", "1Z", StringComparison.Ordinal));
        yield return WithHeader(request, "authorization", text => text[..^1] + (text[^1] == '0' ? '1' : '0'));
        if (request.Headers.ContainsKey("x-acs-date"))
            yield return request with { Body = (byte[])[.. request.Body.Span, (byte)'x'] };
    }

    private static WireRequest WithHeader(WireRequest request, string name, Func<string, string> change) => request with
    {
        Headers = new Dictionary<string, string>(request.Headers, StringComparer.Ordinal) { [name] = change(request.Headers[name]) },
    };
}
