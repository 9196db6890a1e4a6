using Sonde.Operator.Api;
using Sonde.Operator.Kube;
using Sonde.Operator.Passes;
using Sonde.Operator.Reconcile;

namespace Sonde.Operator.Tests.Reconcile;

public sealed class OwnershipTests
{
    private const string Ours = "gitops/llm/chat";

    [Theory]
    [InlineData(Ours, AdoptionPolicy.OwnedOnly, false, null)]
    [InlineData(null, AdoptionPolicy.OwnedOnly, true, Reasons.AlreadyExists)]
    [InlineData(null, AdoptionPolicy.IfEqual, true, null)]
    [InlineData(null, AdoptionPolicy.IfEqual, false, Reasons.AlreadyExists)]
    [InlineData(null, AdoptionPolicy.Always, false, null)]
    [InlineData("other/llm/chat", AdoptionPolicy.OwnedOnly, true, Reasons.OwnedElsewhere)]
    [InlineData("other/llm/chat", AdoptionPolicy.IfEqual, true, Reasons.OwnedElsewhere)]
    [InlineData("other/llm/chat", AdoptionPolicy.Always, false, null)]
    [InlineData("gitops/llm/chat-2", AdoptionPolicy.OwnedOnly, true, Reasons.OwnedElsewhere)]
    public void Only_what_is_ours_or_may_be_taken_passes(string? found, AdoptionPolicy adoption, bool isEqual, string? refusal)
    {
        var thrown = Record.Exception(() => Ownership.Require("Function chat", found, Ours, adoption, isEqual));

        if (refusal is null)
            Assert.Null(thrown);
        else
            Assert.Equal(refusal, Assert.IsType<Outcome.Stalled>(Assert.IsType<ReconcileStopped>(thrown).Outcome).Reason);
    }

    [Fact]
    public void The_owner_is_the_account_the_namespace_and_the_name() => Assert.Equal(Ours, Ownership.TagOf(Given.Access(), "llm", "chat"));
}
