using Sonde.Operator.Accounts;
using Sonde.Operator.Api;

namespace Sonde.Operator.Tests.Accounts;

public sealed class EffectivePoliciesTests
{
    [Theory]
    [InlineData("90s", 90)]
    [InlineData("1h30m", 5400)]
    [InlineData("1h1m1s", 3661)]
    [InlineData("500ms", 0.5)]
    [InlineData("0s", 0)]
    public void A_duration_is_read_as_Kubernetes_writes_it(string text, double seconds) => Assert.Equal(seconds, EffectivePolicies.Duration(text).TotalSeconds);

    [Theory]
    [InlineData("5")]
    [InlineData("s")]
    [InlineData("5d")]
    [InlineData("-5s")]
    [InlineData("1.5h")]
    [InlineData("5 s")]
    public void What_is_no_duration_is_refused(string text) => Assert.Throws<FormatException>(() => EffectivePolicies.Duration(text));

    [Fact]
    public void Without_a_word_from_anybody_the_kind_decides()
    {
        var effective = EffectivePolicies.Of(null, Given.Access(), DeletionPolicy.Delete);

        Assert.Equal(
            new EffectiveSettings { Policy = ManagementPolicy.Manage, AdoptionPolicy = AdoptionPolicy.OwnedOnly, DeletionPolicy = DeletionPolicy.Delete, DriftPolicy = DriftPolicy.Correct, Interval = "10m", Account = "CloudAccount/llm/default", AccountId = Given.AccountId, Region = "cn-hangzhou" },
            effective);
    }

    [Fact]
    public void The_account_decides_where_the_object_does_not()
    {
        var account = Given.Access(account: Given.Account(s => s.Defaults = new() { DriftPolicy = DriftPolicy.Report, DeletionPolicy = DeletionPolicy.Orphan, AdoptionPolicy = AdoptionPolicy.IfEqual, Interval = "5m" }));

        var silent = EffectivePolicies.Of(null, account, DeletionPolicy.Delete);
        var outspoken = EffectivePolicies.Of(new() { Drift = new() { Policy = DriftPolicy.Ignore }, DeletionPolicy = DeletionPolicy.Delete, AdoptionPolicy = AdoptionPolicy.Always, Interval = "1m" }, account, DeletionPolicy.Delete);

        Assert.Equal((DriftPolicy.Report, DeletionPolicy.Orphan, AdoptionPolicy.IfEqual, "5m"), (silent.DriftPolicy, silent.DeletionPolicy, silent.AdoptionPolicy, silent.Interval));
        Assert.Equal((DriftPolicy.Ignore, DeletionPolicy.Delete, AdoptionPolicy.Always, "1m"), (outspoken.DriftPolicy, outspoken.DeletionPolicy, outspoken.AdoptionPolicy, outspoken.Interval));
    }

    [Fact]
    public void An_accounts_default_never_deletes_history()
    {
        var account = Given.Access(account: Given.Account(s => s.Defaults = new() { DeletionPolicy = DeletionPolicy.Delete }));

        Assert.Equal(DeletionPolicy.Orphan, EffectivePolicies.Of(null, account, DeletionPolicy.Orphan).DeletionPolicy);
    }
}
