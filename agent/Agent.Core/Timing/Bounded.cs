namespace Sonde.Agent.Core.Timing;

/// <summary>Waits with a bound whose passing is no failure.</summary>
internal static class Bounded
{
    /// <summary>Done with the task, or when the time is over; the task goes on then.</summary>
    /// <returns>True when the task was done in time.</returns>
    public static async Task<bool> UpToAsync(this Task task, TimeSpan longest, TimeProvider clock)
    {
        try
        {
            await task.WaitAsync(longest > TimeSpan.Zero ? longest : TimeSpan.Zero, clock);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
