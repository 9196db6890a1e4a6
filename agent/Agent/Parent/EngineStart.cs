using System.Net;
using Microsoft.Extensions.Logging;
using Sonde.Agent.Core;
using Sonde.Agent.Running;

namespace Sonde.Agent.Parent;

/// <summary>Waits for the engine's port, which most engines open once their model is loaded, and looks at the engine at once then.</summary>
internal sealed class EngineStart(AgentPipeline pipeline, TimeProvider clock, ILogger log)
{
    private static readonly TimeSpan s_latestFirstLook = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestLook = TimeSpan.FromSeconds(10);

    /// <summary>Watches until the port is open or the engine has ended.</summary>
    /// <param name="address">The engine's; null where no config names one of this instance.</param>
    /// <param name="begun">When its program was executed, as a timestamp of the clock.</param>
    /// <param name="ended">The engine has ended.</param>
    public async Task WatchAsync(IPEndPoint? address, long begun, CancellationToken ended)
    {
        if (address is null)
            return;
        try
        {
            // A port that is open at a first look which comes late has been open for nobody knows how long.
            var isTimely = clock.GetElapsedTime(begun) < s_latestFirstLook || !await EnginePort.IsOpenAsync(address, ended);
            await EnginePort.OpenAsync(address, clock, ended);
            Tell(clock.GetElapsedTime(begun), isTimely);
            await pipeline.ScrapeNowAsync(s_longestLook);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // It ended without ever serving.
        }
    }

    private void Tell(TimeSpan after, bool isTimely)
    {
        if (!isTimely)
            return;
        log.EngineListens(after.TotalSeconds);
        pipeline.ColdStart.EngineStarted(after);
    }
}
