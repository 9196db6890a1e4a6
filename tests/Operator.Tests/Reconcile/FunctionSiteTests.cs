using Sonde.Operator.Reconcile;
using Sonde.Operator.Tests.Drift;
using Sonde.Operator.Tests.Fakes;

namespace Sonde.Operator.Tests.Reconcile;

public sealed class FunctionSiteTests
{
    [Fact]
    public async Task A_trigger_that_is_to_go_may_be_gone_by_then()
    {
        var before = Compared.Full();
        var settled = Compared.Settled(before);
        var changes = Compared.Between(before with { Trigger = null }, settled, Compared.Names(before));
        var journal = new Journal();
        var site = new FunctionSite(new MemoryFunctions(journal), before with { Trigger = null });

        await site.CompleteAsync(settled with { Trigger = null }, changes, TestContext.Current.CancellationToken);

        Assert.True(changes.RemovesTrigger);
        Assert.Equal([$"DeleteTrigger {before.Name}"], journal.Writes);
    }
}
