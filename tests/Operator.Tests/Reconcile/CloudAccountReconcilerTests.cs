using Sonde.Operator.Api;
using Sonde.Operator.Cloud;
using Sonde.Operator.Kube;
using Sonde.Operator.Passes;

namespace Sonde.Operator.Tests.Reconcile;

public sealed class CloudAccountReconcilerTests : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Credentials_are_asked_who_they_are_and_each_service_whether_it_answers()
    {
        var account = Given.Account();
        account.Status = null;

        Assert.IsType<Outcome.Settled>(await _world.PassAsync(account));

        Assert.Equal(Given.AccountId, account.Status!.AccountId);
        Assert.All(
            [ConditionTypes.CredentialsValid, ConditionTypes.FunctionComputeReachable, ConditionTypes.OSSReachable, ConditionTypes.PrometheusReachable],
            type => Assert.True(Conditions.IsTrue(account.Status, type), type));
        Assert.Empty(_world.Cloud.Journal.Writes);
    }

    [Theory]
    [InlineData(CloudErrorKind.Denied, Reasons.AccessDenied)]
    [InlineData(CloudErrorKind.Throttled, Reasons.Throttled)]
    [InlineData(CloudErrorKind.Unavailable, Reasons.Unreachable)]
    public async Task A_service_that_does_not_answer_does_not_spoil_the_others(CloudErrorKind kind, string reason)
    {
        _world.Cloud.Journal.Refuse("FindBucket", kind);
        var account = Given.Account();

        Assert.IsType<Outcome.Settled>(await _world.PassAsync(account));

        Assert.Equal(reason, Conditions.Find(account.Status, ConditionTypes.OSSReachable)!.Reason);
        Assert.True(Conditions.IsTrue(account.Status, ConditionTypes.PrometheusReachable));
    }

    [Fact]
    public async Task A_missing_Secret_is_told_apart_from_a_missing_key()
    {
        var account = Given.Account();
        _world.Secrets.Remove(Given.Secret("cloud"));
        await _world.PassAsync(account);
        Assert.Equal(Reasons.SecretNotFound, Conditions.Find(account.Status, ConditionTypes.CredentialsValid)!.Reason);

        _world.Secrets.Put(Given.Secret("cloud", ("accessKeyId", "LTAI")));
        var outcome = Assert.IsType<Outcome.Progressing>(await _world.PassAsync(account));

        Assert.Equal(Reasons.SecretKeyMissing, Conditions.Find(account.Status, ConditionTypes.CredentialsValid)!.Reason);
        Assert.Equal("Secret cloud has no key accessKeySecret, which spec.credentials.secretRef names; add it.", outcome.Message);
    }

    [Theory]
    [InlineData(CloudErrorKind.Denied, ConditionStatus.False, Reasons.AccessDenied)]
    [InlineData(CloudErrorKind.Unavailable, ConditionStatus.Unknown, Reasons.CloudUnreachable)]
    public async Task Credentials_that_are_refused_are_told_from_a_service_that_is_away(CloudErrorKind kind, ConditionStatus status, string reason)
    {
        _world.Cloud.Journal.Refuse("GetCaller", kind);
        var account = Given.Account();

        await _world.PassAsync(account);

        var condition = Conditions.Find(account.Status, ConditionTypes.CredentialsValid)!;
        Assert.Equal((status, reason), (condition.Status, condition.Reason));
    }

    [Fact]
    public async Task Credentials_of_another_account_are_refused()
    {
        _world.Cloud.AccountId = "9999999999999999";

        var outcome = Assert.IsType<Outcome.Stalled>(await _world.PassAsync(Given.Account()));

        Assert.Equal((Reasons.AccountMismatch, null), (outcome.Reason, outcome.NextLook));
    }

    [Fact]
    public async Task An_account_goes_after_its_last_user()
    {
        var account = Given.Account();
        account.Metadata.DeletionTimestamp = DateTime.UnixEpoch;
        _world.Functions.Put(Given.Function());
        _world.Instances.Put(Given.Instance(s => s.External = new()));
        Assert.Contains("Used by LlmFunction chat;", Assert.IsType<Outcome.Stalled>(await _world.PassAsync(account)).Message, StringComparison.Ordinal);
        _world.Functions.Remove(Given.Function());

        Assert.IsType<Outcome.Settled>(await _world.PassAsync(account));
    }

    [Fact]
    public async Task An_account_that_is_not_ready_stops_those_who_use_it()
    {
        _world.Cloud.Journal.Refuse("GetCaller", CloudErrorKind.Denied);
        await _world.PassAsync(Given.Account());
        var function = Given.Function();

        var outcome = Assert.IsType<Outcome.Progressing>(await _world.PassAsync(function));

        Assert.Equal(Reasons.DependencyNotReady, outcome.Reason);
        Assert.Contains("CloudAccount default is not ready (AccessDenied:", outcome.Message, StringComparison.Ordinal);
        _world.Accounts.Remove(Given.Account());
        Assert.Equal(Reasons.DependencyNotFound, Assert.IsType<Outcome.Progressing>(await _world.PassAsync(function)).Reason);
    }
}
