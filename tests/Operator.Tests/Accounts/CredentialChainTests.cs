using k8s.Models;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Sonde.Operator.Accounts;
using Sonde.Operator.Api;
using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.Credentials;
using Sonde.Operator.Passes;
using Sonde.Operator.Tests.Cloud;
using Sonde.Operator.Tests.Fakes;
using Sonde.Testing;

namespace Sonde.Operator.Tests.Accounts;

/// <summary>Account object → who signs: Secret, environment, token, and a role on top of each.</summary>
/// <remarks>A call's own time-out stands on the same clock: moved while an exchange is under way, it would end that exchange.</remarks>
[Collection(typeof(ClockCollection))]
public sealed class CredentialChainTests : IDisposable
{
    private const string Account = "acs:ram::1234567890123456";
    private static readonly TimeSpan s_nearEnd = TimeSpan.FromMinutes(51);
    private static readonly TimeSpan s_soonOver = TimeSpan.FromMinutes(59.5);
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2025, 1, 15, 8, 30, 0, TimeSpan.Zero));
    private readonly MemoryStore<V1Secret> _secrets = Given.SecretStore();
    private readonly OidcTokenFile _file = new();
    private readonly TokenService _service;
    private readonly CloudFactory _factory;
    private readonly CloudConnections _connections;

    public CredentialChainTests()
    {
        _service = new(_clock);
        _factory = new CloudFactory(_service, _clock, NullLoggerFactory.Instance, () => Guid.NewGuid().ToString());
        _connections = new(_factory, new Secrets(_secrets, new MemoryStore<V1ConfigMap>()), _clock);
        _secrets.Put(Given.Secret("cloud", ("accessKeyId", "LTAI.1"), ("accessKeySecret", "s")));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _factory.Dispose();
        _service.Dispose();
        _file.Dispose();
    }

    [Fact]
    public async Task A_key_of_a_Secret_signs_by_itself()
    {
        await CallAsync(WithSecret());

        Assert.Equal(["GetFunction by LTAI.1"], _service.Calls);
    }

    [Fact]
    public void The_environment_is_asked_when_the_account_says_so()
    {
        using var cloud = new MemoryCloud(_clock);
        new CloudConnections(cloud, new Secrets(_secrets, new MemoryStore<V1ConfigMap>()), _clock).Connect(Given.Account(s => s.Credentials = new() { Type = CredentialsType.Environment }));

        Assert.IsType<EnvironmentCredentials>(Assert.Single(cloud.Connections).Credentials);
    }

    [Fact]
    public async Task A_token_becomes_a_session_that_all_later_connects_share()
    {
        await CallAsync(WithToken());
        await CallAsync(WithToken());

        Assert.Equal(["AssumeRoleWithOIDC by nobody", "GetFunction by STS.1", "GetFunction by STS.1"], _service.Calls);
        Assert.Contains($"OIDCToken={OidcTokenFile.TokenFor("one")}", _service.Asked[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_on_top_of_a_token_is_assumed_by_the_session_of_the_token()
    {
        await CallAsync(WithToken(role: "second"));
        await CallAsync(WithToken(role: "second"));

        Assert.Equal(["AssumeRoleWithOIDC by nobody", "AssumeRole by STS.1", "GetFunction by STS.2", "GetFunction by STS.2"], _service.Calls);
    }

    [Fact]
    public async Task Both_sessions_of_a_chain_are_renewed_with_the_token_as_it_is_then()
    {
        await CallAsync(WithToken(role: "second"));
        _file.Write(OidcTokenFile.TokenFor("two"));
        await LeapAsync(s_soonOver);
        _service.Calls.Clear();

        await CallAsync(WithToken(role: "second"));

        Assert.Equal(["AssumeRoleWithOIDC by nobody", "AssumeRole by STS.3", "GetFunction by STS.4"], _service.Calls);
        Assert.Contains($"OIDCToken={OidcTokenFile.TokenFor("two")}", _service.Asked[^3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_callers_at_once_wait_for_one_exchange_of_each_link()
    {
        await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Task.Run(() => CallAsync(WithToken(role: "second")), Cancellation)));

        Assert.Equal(["AssumeRoleWithOIDC by nobody", "AssumeRole by STS.1", .. Enumerable.Repeat("GetFunction by STS.2", 30)], _service.Calls);
    }

    [Fact]
    public async Task A_session_is_renewed_ahead_of_its_end_and_beside_the_calls()
    {
        await CallAsync(WithSecret(role: "second"));
        await LeapAsync(s_nearEnd);
        await CallAsync(WithSecret(role: "second"));
        await Quiet.ReachedAsync();
        await CallAsync(WithSecret(role: "second"));

        Assert.Equal(["GetFunction by STS.1", "GetFunction by STS.1", "GetFunction by STS.2"], _service.Calls.Where(call => call.StartsWith("Get", StringComparison.Ordinal)));
        Assert.Equal(["AssumeRole by LTAI.1", "AssumeRole by LTAI.1"], _service.Calls.Where(call => call.StartsWith("Assume", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_renewal_that_is_refused_leaves_the_session_that_still_works_and_is_tried_again_after_a_pause()
    {
        await CallAsync(WithSecret(role: "second"));
        await LeapAsync(s_nearEnd);
        _service.Refuses = true;
        await CallAsync(WithSecret(role: "second"));
        await Quiet.ReachedAsync();
        await CallAsync(WithSecret(role: "second"));
        await Quiet.ReachedAsync();
        Assert.Equal((2, "GetFunction by STS.1"), (_service.Calls.Count(call => call == "AssumeRole by LTAI.1"), _service.Calls[^1]));

        _service.Refuses = false;
        await LeapAsync(TimeSpan.FromSeconds(31));
        await CallAsync(WithSecret(role: "second"));
        await Quiet.ReachedAsync();
        await CallAsync(WithSecret(role: "second"));
        Assert.Equal("GetFunction by STS.2", _service.Calls[^1]);
    }

    [Fact]
    public async Task A_role_that_stays_refused_ends_the_calls_with_the_session_and_is_named()
    {
        await CallAsync(WithSecret(role: "second"));
        _service.Refuses = true;
        await LeapAsync(s_soonOver);

        var failure = await Assert.ThrowsAsync<CloudException>(() => CallAsync(WithSecret(role: "second")));

        Assert.Equal((CloudErrorKind.Denied, "NoPermission", "AssumeRole"), (failure.Kind, failure.Code, failure.Operation));
    }

    [Fact]
    public async Task A_token_that_is_gone_leaves_the_chain_working_until_its_last_session_ends_and_is_then_named()
    {
        await CallAsync(WithToken(role: "second"));
        File.Delete(_file.Path);

        // The role's session is renewed once more, by that of the token, which still works.
        await LeapAsync(s_nearEnd);
        await CallAsync(WithToken(role: "second"));
        await LeapAsync(TimeSpan.FromMinutes(9));
        await CallAsync(WithToken(role: "second"));
        Assert.Equal((2, "GetFunction by STS.3"), (_service.Calls.Count(call => call == "AssumeRole by STS.1"), _service.Calls[^1]));

        await LeapAsync(s_soonOver);
        var failure = await Assert.ThrowsAsync<CloudException>(() => CallAsync(WithToken(role: "second")));

        Assert.Equal((CloudErrorKind.Denied, "OidcTokenMissing"), (failure.Kind, failure.Code));
        Assert.Contains(_file.Path, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_on_top_of_a_Secret_follows_the_Secret_when_it_is_rotated()
    {
        await CallAsync(WithSecret(role: "second"));
        await CallAsync(WithSecret(role: "second"));
        _secrets.Put(Given.Secret("cloud", ("accessKeyId", "LTAI.2"), ("accessKeySecret", "s")));
        await CallAsync(WithSecret(role: "second"));

        Assert.Equal(["AssumeRole by LTAI.1", "GetFunction by STS.1", "GetFunction by STS.1", "AssumeRole by LTAI.2", "GetFunction by STS.2"], _service.Calls);
    }

    [Theory]
    [InlineData(null, null, "RoleSessionName=sonde", "")]
    [InlineData("night", null, "RoleSessionName=night", "")]
    [InlineData("night", "shared-7", "RoleSessionName=night", "ExternalId=shared-7")]
    public async Task A_role_is_asked_for_as_the_account_says(string? session, string? externalId, string sessionAsked, string idAsked)
    {
        var account = WithSecret(role: "second");
        (account.Spec.Credentials.AssumeRole!.SessionName, account.Spec.Credentials.AssumeRole.ExternalId) = (session, externalId);

        await CallAsync(account);

        Assert.Contains(sessionAsked, _service.Asked[0], StringComparison.Ordinal);
        Assert.Contains(Uri.EscapeDataString($"{Account}:role/second"), _service.Asked[0], StringComparison.Ordinal);
        Assert.Equal(idAsked.Length > 0, _service.Asked[0].Contains("ExternalId", StringComparison.Ordinal));
        Assert.Contains(idAsked, _service.Asked[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_role_is_another_session()
    {
        await CallAsync(WithSecret(role: "second"));
        await CallAsync(WithSecret(role: "third"));

        Assert.Equal(["AssumeRole by LTAI.1", "GetFunction by STS.1", "AssumeRole by LTAI.1", "GetFunction by STS.2"], _service.Calls);
    }

    [Theory]
    [InlineData("http://sts.example.com", false)]
    [InlineData("http://127.0.0.1:9", true)]
    [InlineData("https://sts.example.com", true)]
    public void A_token_goes_over_no_plain_connection_but_that_to_this_machine(string endpoint, bool allowed)
    {
        var account = WithToken();
        account.Spec.Endpoints = new() { Sts = endpoint };

        if (allowed)
            Assert.NotNull(_connections.Connect(account));
        else
            Assert.Contains("spec.endpoints.sts must be https", Assert.Throws<ReconcileStopped>(() => _connections.Connect(account)).Outcome.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_file_that_nobody_names_is_asked_for()
    {
        var account = WithToken();
        account.Spec.Credentials.Oidc!.TokenFile = null;

        Assert.Contains("spec.credentials.oidc.tokenFile", Assert.Throws<ReconcileStopped>(() => _connections.Connect(account)).Outcome.ToString(), StringComparison.Ordinal);
    }

    private async Task LeapAsync(TimeSpan time)
    {
        await Quiet.ReachedAsync();
        _clock.Advance(time);
    }

    private async Task CallAsync(CloudAccount account)
    {
        // So many exchanges that our own pace would hold them are to be counted, not waited for: the clock stands.
        account.Spec.RateLimits = [new() { Service = Operator.Api.CloudService.STS, Qps = 1000 }];
        await _connections.Connect(account).Functions.FindFunctionAsync("llm", Cancellation);
    }

    private static CloudAccount WithSecret(string? role = null) => Given.Account(s => s.Credentials.AssumeRole = RoleOf(role));

    private CloudAccount WithToken(string? role = null) => Given.Account(s => s.Credentials = new()
    {
        Type = CredentialsType.OIDC,
        Oidc = new() { RoleArn = $"{Account}:role/first", ProviderArn = $"{Account}:oidc-provider/ack", TokenFile = _file.Path },
        AssumeRole = RoleOf(role),
    });

    private static AssumeRole? RoleOf(string? name) => name is null ? null : new() { RoleArn = $"{Account}:role/{name}" };

    /// <summary>STS that gives a new key each time, and a Function Compute that has no function.</summary>
    private sealed class TokenService(TimeProvider clock) : HttpMessageHandler
    {
        private int _given;

        public List<string> Calls { get; } = [];

        /// <summary>Parameters of each call.</summary>
        public List<string> Asked { get; } = [];

        /// <summary>Whether a role may not be assumed now.</summary>
        public bool Refuses { get; set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var action = request.Headers.NonValidated["x-acs-action"].ToString();
            var by = request.Headers.NonValidated.TryGetValues("authorization", out var authorization) ? authorization.ToString().Split('=', ',')[1] : "nobody";
            var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            lock (Calls)
            {
                Calls.Add($"{action} by {by}");
                Asked.Add(request.RequestUri!.Query + body);
            }

            return action switch
            {
                "GetFunction" => ScriptedCloud.Response(404, """{"Code":"FunctionNotFound"}"""),
                _ when Refuses => ScriptedCloud.Response(403, """{"Code":"NoPermission"}"""),
                _ => ScriptedCloud.Response(200, $$$"""{"Credentials":{"AccessKeyId":"STS.{{{Interlocked.Increment(ref _given)}}}","AccessKeySecret":"secret","SecurityToken":"CAIS","Expiration":"{{{clock.GetUtcNow().AddHours(1):yyyy-MM-ddTHH:mm:ssZ}}}"}}"""),
            };
        }
    }
}
