namespace Sonde.Agent.Core.Config;

/// <summary>Settings of ours that the collector would refuse; they live in a second file under the key <c>sonde</c>.</summary>
public sealed record AgentExtras
{
    /// <summary>How long a stop may take to send what is queued. Function Compute grants 3 s by default.</summary>
    public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Figures of the instance that go with the rest (<c>machine</c>).</summary>
    public MachineOptions Machine { get; init; } = new();

    /// <summary>Set: the agent owns the function's port (<c>proxy</c>).</summary>
    public ProxyOptions? Proxy { get; init; }

    /// <summary>Set: what destinations do not take goes to disk (<c>spool</c>).</summary>
    public SpoolOptions? Spool { get; init; }
}
