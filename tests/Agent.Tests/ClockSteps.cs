using Microsoft.Extensions.Time.Testing;

namespace Sonde.Agent.Tests;

/// <summary>Moves a test's clock in small steps and lets the loops run in between, so that long spans pass in a moment.</summary>
internal static class ClockSteps
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_letOthersRun = TimeSpan.FromMilliseconds(2);

    /// <summary>Moves the clock until the condition holds.</summary>
    /// <exception cref="TimeoutException">A minute of real time did not bring it about.</exception>
    public static async Task AdvanceUntilAsync(this FakeTimeProvider clock, string what, Func<bool> condition, TimeSpan step)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            if (TimeProvider.System.GetElapsedTime(began) > s_patience)
                throw new TimeoutException($"Not by {clock.GetUtcNow():T}: {what}.");

            clock.Advance(step);
            await Task.Delay(s_letOthersRun, TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
