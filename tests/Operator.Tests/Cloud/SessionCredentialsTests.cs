using Microsoft.Extensions.Time.Testing;
using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.Credentials;
using Sonde.Operator.Cloud.Identity;

namespace Sonde.Operator.Tests.Cloud;

public sealed class SessionCredentialsTests : IDisposable
{
    private static readonly AssumedRole s_role = new("acs:ram::1234567890123456:role/sonde", "sonde");
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2025, 1, 15, 8, 30, 0, TimeSpan.Zero));
    private readonly ScriptedIdentity _identity;
    private readonly OidcTokenFile _file = new();
    private readonly SessionCredentials _session;

    public SessionCredentialsTests()
    {
        _identity = new(_clock);
        _session = SessionCredentials.Of(_identity, s_role, _clock);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task Many_callers_at_once_share_one_exchange()
    {
        _identity.Hold();
        var callers = Enumerable.Range(0, 50).Select(_ => _session.GetAsync(Cancellation).AsTask()).ToList();
        _identity.Release();

        Assert.Single((await Task.WhenAll(callers)).Distinct());
        Assert.Equal(1, _identity.Exchanges);
    }

    [Fact]
    public async Task A_caller_that_gives_up_does_not_end_the_exchange_for_the_others()
    {
        using var impatient = new CancellationTokenSource();
        _identity.Hold();
        var first = _session.GetAsync(impatient.Token).AsTask();
        var second = _session.GetAsync(Cancellation).AsTask();

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        _identity.Release();

        Assert.Equal("STS.1", (await second).Id);
    }

    [Fact]
    public async Task A_key_is_kept_until_ten_minutes_before_its_end_and_then_renewed_beside_the_calls()
    {
        await _session.GetAsync(Cancellation);
        _clock.Advance(TimeSpan.FromMinutes(49));
        Assert.Equal(("STS.1", 1), ((await _session.GetAsync(Cancellation)).Id, _identity.Exchanges));

        _clock.Advance(TimeSpan.FromMinutes(2));
        _identity.Hold();
        Assert.Equal("STS.1", (await _session.GetAsync(Cancellation)).Id);
        Assert.Equal("STS.1", (await _session.GetAsync(Cancellation)).Id);
        await SettleAsync();

        Assert.Equal("STS.2", (await _session.GetAsync(Cancellation)).Id);
        Assert.Equal(2, _identity.Exchanges);
    }

    [Fact]
    public async Task A_key_that_is_about_to_end_is_not_given_out_any_more()
    {
        await _session.GetAsync(Cancellation);
        _clock.Advance(TimeSpan.FromMinutes(59.5));

        Assert.Equal("STS.2", (await _session.GetAsync(Cancellation)).Id);
    }

    [Fact]
    public async Task A_renewal_that_fails_ahead_of_time_leaves_the_old_key_and_is_tried_again_after_a_pause()
    {
        await _session.GetAsync(Cancellation);
        _clock.Advance(TimeSpan.FromMinutes(51));
        _identity.Failure = Refused(CloudErrorKind.Unavailable, "ServiceUnavailable");

        _identity.Hold();
        Assert.Equal("STS.1", (await _session.GetAsync(Cancellation)).Id);
        await SettleAsync();
        Assert.Equal("STS.1", (await _session.GetAsync(Cancellation)).Id);
        Assert.Equal(2, _identity.Exchanges);

        _identity.Failure = null;
        _clock.Advance(TimeSpan.FromSeconds(31));
        _identity.Hold();
        await _session.GetAsync(Cancellation);
        await SettleAsync();
        Assert.Equal("STS.2", (await _session.GetAsync(Cancellation)).Id);
    }

    [Theory]
    [InlineData(CloudErrorKind.NotFound, CloudErrorKind.Denied)]
    [InlineData(CloudErrorKind.Invalid, CloudErrorKind.Denied)]
    [InlineData(CloudErrorKind.Denied, CloudErrorKind.Denied)]
    [InlineData(CloudErrorKind.Throttled, CloudErrorKind.Throttled)]
    [InlineData(CloudErrorKind.Unavailable, CloudErrorKind.Unavailable)]
    public async Task A_role_that_cannot_be_had_never_reads_as_an_absent_resource(CloudErrorKind told, CloudErrorKind meant)
    {
        _identity.Failure = Refused(told, "EntityNotExist.Role");

        var failure = await Assert.ThrowsAsync<CloudException>(() => _session.GetAsync(Cancellation).AsTask());

        Assert.Equal((meant, CloudService.Sts, "AssumeRole"), (failure.Kind, failure.Service, failure.Operation));
    }

    [Fact]
    public async Task A_discarded_key_is_replaced_once()
    {
        var first = await _session.GetAsync(Cancellation);
        ((IRenewable)_session).Discard(first);
        var second = await _session.GetAsync(Cancellation);
        ((IRenewable)_session).Discard(first);

        Assert.Equal(("STS.2", "STS.2", 2), (second.Id, (await _session.GetAsync(Cancellation)).Id, _identity.Exchanges));
    }

    [Fact]
    public async Task A_clock_that_is_ahead_by_hours_does_not_ask_for_a_key_per_call()
    {
        _identity.Skew = TimeSpan.FromHours(-5);
        await _session.GetAsync(Cancellation);

        Assert.Equal(("STS.1", 1), ((await _session.GetAsync(Cancellation)).Id, _identity.Exchanges));
    }

    [Fact]
    public async Task The_token_file_is_read_anew_for_each_exchange()
    {
        var session = SessionCredentials.Of(_identity, new OidcRole(s_role.RoleArn, "acs:ram::1234567890123456:oidc-provider/ack", _file.Path, "sonde"), _clock);
        await session.GetAsync(Cancellation);
        _file.Write(OidcTokenFile.TokenFor("two") + "\n");
        _clock.Advance(TimeSpan.FromHours(1));
        await session.GetAsync(Cancellation);

        Assert.Equal([OidcTokenFile.TokenFor("one"), OidcTokenFile.TokenFor("two")], _identity.Tokens);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("root:x:0:0:root:/root:/bin/bash")]
    [InlineData("a.b.c")]
    [InlineData("eyJhbGciOiJub25lIn0.eyJhdWQiOiJodHRwczovL2t1YmVybmV0ZXMuZGVmYXVsdC5zdmMifQ.x")]
    public async Task A_file_that_holds_no_token_for_STS_is_never_sent_and_never_shown(string? content)
    {
        _file.Write(content ?? "");
        if (content is null)
            File.Delete(_file.Path);
        var session = SessionCredentials.Of(_identity, new OidcRole(s_role.RoleArn, "acs:ram::1234567890123456:oidc-provider/ack", _file.Path, "sonde"), _clock);

        var failure = await Assert.ThrowsAsync<CloudException>(() => session.GetAsync(Cancellation).AsTask());

        Assert.Equal((CloudErrorKind.Denied, "OidcTokenMissing"), (failure.Kind, failure.Code));
        Assert.Contains(_file.Path, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("root:x", failure.ToString(), StringComparison.Ordinal);
        Assert.Empty(_identity.Tokens);
    }

    [Fact]
    public void Equal_roles_of_one_identity_are_one_session()
    {
        Assert.Equal(_session, SessionCredentials.Of(_identity, s_role with { }, _clock));
        Assert.NotEqual(_session, SessionCredentials.Of(_identity, s_role with { ExternalId = "x" }, _clock));
        Assert.NotEqual(_session, SessionCredentials.Of(new ScriptedIdentity(_clock), s_role, _clock));
    }

    private async Task SettleAsync()
    {
        _identity.Release();
        await Task.WhenAny(_session.LastRenewal);
    }

    private static CloudException Refused(CloudErrorKind kind, string code) => new(kind, code, "no", CloudService.Sts, "AssumeRole");

    private sealed class ScriptedIdentity(TimeProvider clock) : IIdentity
    {
        private TaskCompletionSource _open = Opened();
        private int _given;

        public int Exchanges { get; private set; }

        public List<string> Tokens { get; } = [];

        public CloudException? Failure { get; set; }

        public TimeSpan Skew { get; set; }

        public void Hold() => _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Release() => _open.SetResult();

        public Task<CallerIdentity> GetCallerAsync(CancellationToken cancellation) => throw new NotSupportedException();

        public Task<AccessKey> AssumeRoleAsync(AssumedRole role, TimeSpan lifetime, CancellationToken cancellation) => ExchangeAsync(lifetime);

        public Task<AccessKey> AssumeRoleWithOidcAsync(OidcRole role, string token, TimeSpan lifetime, CancellationToken cancellation)
        {
            Tokens.Add(token);
            return ExchangeAsync(lifetime);
        }

        private static TaskCompletionSource Opened()
        {
            var source = new TaskCompletionSource();
            source.SetResult();
            return source;
        }

        private async Task<AccessKey> ExchangeAsync(TimeSpan lifetime)
        {
            Exchanges++;
            await _open.Task;
            return Failure is null ? new($"STS.{++_given}", "secret", "token", clock.GetUtcNow() + lifetime + Skew) : throw Failure;
        }
    }
}
