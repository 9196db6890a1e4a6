using CsCheck;
using Sonde.Integration.Cloud.Drift;
using Sonde.Operator.Desired;
using Sonde.Operator.Drift;
using Sonde.Operator.Reconcile;

namespace Sonde.Integration.Cloud;

public sealed class NoFalseDriftTests : GeneratedFunctionTests
{
    private const int Pairs = 1000;

    [Fact]
    public Task What_was_applied_compares_to_nothing_and_an_edit_by_hand_to_its_own_path() => Gen.Select(GeneratedSpecs.Pair, Gen.Int[0, 10_000]).SampleAsync(
        async (specs, pick) =>
        {
            var name = NextName();
            var first = DesiredOf(name, specs.First);
            await new FunctionSite(Functions, first).CreateAsync(Cancellation);
            Assert.Empty((await AppliedAsync(first)).Changes.Differences);

            var second = DesiredOf(name, specs.Second);
            var (there, changes) = await AppliedAsync(second);
            Assert.Empty(changes.Differences);
            Assert.True(changes is { Function.IsEmpty: true, Trigger: null, Provision: null, ReservedConcurrency: null });

            var edits = CloudEdit.Of(second, there);
            var edit = edits[pick % edits.Count];
            await edit.Apply(Functions, Cancellation);
            Assert.Equal([edit.Path], (await ComparedAsync(second)).Changes.Differences.Select(difference => difference.Path));
        },
        iter: Pairs, threads: 4);

    /// <summary>Writes what differs, as a reconciler does, and compares again.</summary>
    private async Task<(FunctionObservation There, FunctionChanges Changes)> AppliedAsync(DesiredFunction desired)
    {
        var (there, changes) = await ComparedAsync(desired);
        var site = new FunctionSite(Functions, desired);
        await site.UpdateAsync(there.Function, changes.Function, Cancellation);
        await site.CompleteAsync(there, changes, Cancellation);
        return await ComparedAsync(desired);
    }

    private async Task<(FunctionObservation There, FunctionChanges Changes)> ComparedAsync(DesiredFunction desired)
    {
        var there = (await new FunctionSite(Functions, desired).ObserveAsync(Cancellation))!;
        return (there, FunctionChanges.Between(desired, there, secret => secret));
    }
}
