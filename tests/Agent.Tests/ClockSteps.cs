using Microsoft.Extensions.Time.Testing;
using Sonde.Testing;

namespace Sonde.Agent.Tests;

/// <summary>Moves a test's clock in steps, each of them only once all loops wait again: so long spans pass in a moment, and no loop is left behind.</summary>
internal static class ClockSteps
{
    private const int MostSteps = 20_000;

    /// <summary>Moves the clock until the condition holds.</summary>
    /// <exception cref="TimeoutException">Twenty thousand steps did not bring it about.</exception>
    public static async Task AdvanceUntilAsync(this FakeTimeProvider clock, string what, Func<bool> condition, TimeSpan step)
    {
        await Quiet.ReachedAsync();
        for (var steps = 0; !condition(); steps++)
        {
            if (steps == MostSteps)
                throw new TimeoutException($"Not by {clock.GetUtcNow():T}: {what}.");

            clock.Advance(step);
            await Quiet.ReachedAsync();
        }
    }

    /// <summary>Moves the clock by one span, in one leap, between two moments at which all loops wait.</summary>
    public static async Task LeapAsync(this FakeTimeProvider clock, TimeSpan time)
    {
        await Quiet.ReachedAsync();
        clock.Advance(time);
        await Quiet.ReachedAsync();
    }
}
