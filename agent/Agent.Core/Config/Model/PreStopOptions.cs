namespace Sonde.Agent.Core.Config;

/// <summary>What becomes of <c>GET /pre-stop</c>: the agent scrapes and pushes within a time. It stops nothing and may be repeated.</summary>
public sealed record PreStopOptions
{
    /// <summary>Bound of that push (<c>timeout</c>). Function Compute grants the hook 3 s by default.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>True: the engine gets the hook too and its answer is the answer; else it is answered with 200 (<c>forward</c>).</summary>
    public bool Forward { get; init; }
}
