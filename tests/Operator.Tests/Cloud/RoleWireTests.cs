using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.Credentials;

namespace Sonde.Operator.Tests.Cloud;

public sealed class RoleWireTests : IDisposable
{
    private const string Answer = """
        {"RequestId":"R","AssumedRoleUser":{"Arn":"acs:ram::1234567890123456:role/sonde/s"},
         "Credentials":{"AccessKeyId":"STS.NTemporary","AccessKeySecret":"temporarySecret","SecurityToken":"CAIStemporary","Expiration":"2025-01-15T09:30:00Z"}}
        """;

    private readonly ScriptedCloud _wire = new();
    private readonly OidcTokenFile _file = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private OidcRole Oidc => new("acs:ram::1234567890123456:role/sonde", "acs:ram::1234567890123456:oidc-provider/ack", _file.Path, "sonde");

    public void Dispose()
    {
        _wire.Dispose();
        _file.Dispose();
    }

    [Fact]
    public async Task A_role_is_assumed_by_a_signed_call_with_all_in_the_query()
    {
        _wire.Answer(200, Answer);

        var key = await _wire.Cloud.Identity.AssumeRoleAsync(new("acs:ram::1234567890123456:role/sonde", "sonde", "x/1"), TimeSpan.FromHours(1), Cancellation);

        var request = Assert.Single(_wire.Seen);
        Assert.Equal("/?DurationSeconds=3600&ExternalId=x%2F1&RoleArn=acs%3Aram%3A%3A1234567890123456%3Arole%2Fsonde&RoleSessionName=sonde", request.Target);
        Assert.Equal(("AssumeRole", "2015-04-01"), (request.Header("x-acs-action"), request.Header("x-acs-version")));
        Assert.StartsWith("ACS3-HMAC-SHA256 Credential=LTAI5tFakeAccessKeyId001", request.Header("authorization"), StringComparison.Ordinal);
        Assert.Equal(new AccessKey("STS.NTemporary", "temporarySecret", "CAIStemporary", new DateTimeOffset(2025, 1, 15, 9, 30, 0, TimeSpan.Zero)), key);
    }

    [Fact]
    public async Task A_token_goes_unsigned_in_the_body_and_in_no_address()
    {
        using var wire = new ScriptedCloud(credentials: NoCredentials.Instance);
        wire.Answer(200, Answer);
        var token = OidcTokenFile.TokenFor("one");

        await wire.Cloud.Identity.AssumeRoleWithOidcAsync(Oidc, token, TimeSpan.FromHours(1), Cancellation);

        var request = Assert.Single(wire.Seen);
        Assert.Null(request.Header("authorization"));
        Assert.Null(request.Header("x-acs-security-token"));
        Assert.Equal("/", request.Target);
        Assert.EndsWith($"&DurationSeconds=3600&OIDCToken={token}", request.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_that_repeats_the_token_is_told_without_it()
    {
        var token = OidcTokenFile.TokenFor("one");
        _wire.Answer(400, $$"""{"Code":"AuthenticationFail.OIDCToken.Invalid","Message":"The token {{token}} is wrong."}""");

        var failure = await Assert.ThrowsAsync<CloudException>(() => _wire.Cloud.Identity.AssumeRoleWithOidcAsync(Oidc, token, TimeSpan.FromHours(1), Cancellation));

        Assert.DoesNotContain(token, failure + string.Join('\n', _wire.Logs.Lines), StringComparison.Ordinal);
        Assert.Equal("AuthenticationFail.OIDCToken.Invalid", failure.Code);
    }

    [Fact]
    public async Task An_answer_without_a_whole_key_is_unreadable()
    {
        _wire.Answer(200, """{"Credentials":{"AccessKeyId":"STS.N","SecurityToken":"CAIS"}}""");

        var failure = await Assert.ThrowsAsync<CloudException>(() => _wire.Cloud.Identity.AssumeRoleAsync(new("r", "s"), TimeSpan.FromHours(1), Cancellation));
        Assert.Equal("UnreadableAnswer", failure.Code);
    }

    [Theory]
    [InlineData(400, "InvalidSecurityToken.Expired")]
    [InlineData(403, "InvalidSecurityToken.Malformed")]
    [InlineData(404, "InvalidAccessKeyId.NotFound")]
    public async Task A_session_that_a_service_finds_expired_is_renewed_once_within_the_call(int status, string code)
    {
        var renewable = new CountingKeys();
        using var wire = new ScriptedCloud(credentials: renewable);
        wire.Answer(status, $$"""{"Code":"{{code}}","Message":"over"}""").Answer(200, """{"functionName":"llm"}""")
            .Answer(status, $$"""{"Code":"{{code}}","Message":"over"}""").Answer(status, $$"""{"Code":"{{code}}","Message":"over"}""");

        Assert.NotNull(await wire.Cloud.Functions.FindFunctionAsync("llm", Cancellation));
        Assert.Equal(["STS.1", "STS.2"], wire.Seen.Select(request => request.Header("x-acs-accesskey-id")));

        var failure = await Assert.ThrowsAsync<CloudException>(() => wire.Cloud.Functions.FindFunctionAsync("llm", Cancellation));
        Assert.Equal((CloudErrorKind.Denied, 4), (failure.Kind, wire.Seen.Count));
    }

    [Fact]
    public async Task A_call_whose_key_cannot_be_had_is_not_repeated_on_top_of_the_exchange()
    {
        using var wire = new ScriptedCloud(credentials: SessionCredentials.Of(_wire.Cloud.Identity, new AssumedRole("r", "s"), _wire.Clock));
        for (var i = 0; i < 4; i++)
            _wire.Answer(404, """{"Code":"EntityNotExist.Role","Message":"none"}""");

        var failure = await Assert.ThrowsAsync<CloudException>(() => wire.Cloud.Functions.FindFunctionAsync("llm", Cancellation));

        Assert.Equal((CloudErrorKind.Denied, "EntityNotExist.Role"), (failure.Kind, failure.Code));
        Assert.Single(_wire.Seen);
        Assert.Empty(wire.Seen);
    }

    private sealed class CountingKeys : ICredentials, IRenewable
    {
        private int _discarded;

        public ValueTask<AccessKey> GetAsync(CancellationToken cancellation) => ValueTask.FromResult(new AccessKey($"STS.{_discarded + 1}", "secret-of-it", "CAISxxxx"));

        public void Discard(AccessKey key) => _discarded++;
    }
}
