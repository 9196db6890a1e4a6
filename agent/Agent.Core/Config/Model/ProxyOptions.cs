using System.Net;

namespace Sonde.Agent.Core.Config;

/// <summary>The agent owns the function's port and passes every request on to the engine (<c>sonde.proxy</c>).</summary>
public sealed record ProxyOptions
{
    /// <summary>Where callers come in (<c>listen</c>). Fixed at the start.</summary>
    public IPEndPoint Listen { get; init; } = new(IPAddress.Any, 9000);

    /// <summary>Where the engine listens (<c>engine</c>): another port of this instance. Fixed at the start.</summary>
    public IPEndPoint Engine { get; init; } = new(IPAddress.Loopback, 19000);

    /// <summary>How long the end of a request may be held back for a scrape and a push, while the instance still has CPU (<c>push_within</c>). Zero: never.</summary>
    public TimeSpan PushWithin { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Paths that are answered with 404, with all that is below them (<c>hide_paths</c>). Null: the paths that are scraped at the engine's port; empty: none.</summary>
    public EquatableArray<string>? HidePaths { get; init; }

    /// <summary>What becomes of <c>GET /pre-stop</c> of Function Compute (<c>pre_stop</c>).</summary>
    public PreStopOptions PreStop { get; init; } = new();

    /// <summary>True: <c>POST /initialize</c> of Function Compute is passed on; else it is answered with 200 (<c>initialize.forward</c>).</summary>
    public bool ForwardInitialize { get; init; }
}
