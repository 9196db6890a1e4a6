using Microsoft.Extensions.Time.Testing;
using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.Credentials;
using Sonde.Operator.Tests.Cloud;

namespace Sonde.Integration.Cloud;

public sealed class CredentialsTests : IAsyncLifetime
{
    private const string Role = "acs:ram::1234567890123456:role/fc-llm";
    private readonly OidcTokenFile _file = new();
    private readonly FakeTimeProvider _theirs = new(TimeProvider.System.GetUtcNow());
    private EmulatedCloud _emulated = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _emulated = await EmulatedCloud.StartAsync(new() { Clock = _theirs });

    public async ValueTask DisposeAsync()
    {
        await _emulated.DisposeAsync();
        _file.Dispose();
    }

    [Fact]
    public async Task A_token_becomes_a_role_and_that_role_another_and_each_call_is_signed_by_the_last()
    {
        var first = OidcSession();
        var second = SessionCredentials.Of(_emulated.With("second", first).Identity, new AssumedRole("acs:ram::1234567890123456:role/fc-default", "sonde"), TimeProvider.System);
        var cloud = _emulated.With("third", second);

        Assert.Contains("assumed-role/fc-default", (await cloud.Identity.GetCallerAsync(Cancellation)).Arn, StringComparison.Ordinal);
        Assert.Null(await cloud.Functions.FindFunctionAsync("none", Cancellation));
        Assert.Null(await cloud.Objects.FindBucketAsync("no-such-bucket", Cancellation));
        Assert.Empty(await cloud.Prometheus.ListByTagAsync([new("sonde.dev/owner", "x")], Cancellation));
        Assert.Contains("assumed-role/fc-llm", (await _emulated.With("second", first).Identity.GetCallerAsync(Cancellation)).Arn, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fc")]
    [InlineData("oss")]
    [InlineData("arms")]
    public async Task A_key_that_ended_early_is_replaced_within_the_call(string service)
    {
        var cloud = _emulated.With("role", OidcSession());
        await CallAsync(cloud, service);
        // Their clock runs ahead of ours: they end the key while we think it good.
        _theirs.Advance(TimeSpan.FromMinutes(61));

        await CallAsync(cloud, service);
    }

    [Fact]
    public async Task A_role_that_is_not_there_denies_and_never_reads_as_an_absent_function()
    {
        var absent = SessionCredentials.Of(_emulated.Cloud.Identity, new AssumedRole("acs:ram::1234567890123456:role/none", "sonde"), TimeProvider.System);

        var failure = await Assert.ThrowsAsync<CloudException>(() => _emulated.With("absent", absent).Functions.FindFunctionAsync("llm", Cancellation));

        Assert.Equal((CloudErrorKind.Denied, "EntityNotExist.Role"), (failure.Kind, failure.Code));
    }

    [Fact]
    public async Task An_exchange_outlives_two_faults_of_STS()
    {
        _emulated.Server.Faults.Add(new() { Service = "sts", Operation = "AssumeRoleWithOIDC", Status = 503, Count = 2 });

        Assert.Contains("assumed-role/fc-llm", (await _emulated.With("role", OidcSession()).Identity.GetCallerAsync(Cancellation)).Arn, StringComparison.Ordinal);
    }

    private static Task CallAsync(ICloud cloud, string service) => service switch
    {
        "fc" => cloud.Functions.FindFunctionAsync("none", Cancellation),
        "oss" => cloud.Objects.FindBucketAsync("no-such-bucket", Cancellation),
        _ => cloud.Prometheus.ListByTagAsync([new("sonde.dev/owner", "x")], Cancellation),
    };

    private SessionCredentials OidcSession() => SessionCredentials.Of(
        _emulated.With("token", NoCredentials.Instance).Identity,
        new OidcRole(Role, "acs:ram::1234567890123456:oidc-provider/ack", _file.Path, "sonde"), TimeProvider.System);
}
