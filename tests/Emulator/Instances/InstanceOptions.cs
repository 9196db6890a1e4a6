namespace Sonde.Emulator.Instances;

/// <summary>How the instances of functions are run as sandboxed processes.</summary>
public sealed record InstanceOptions
{
    /// <summary>Further <c>host:port</c> that an instance may reach, beside the emulator itself. A name resolves inside to a loopback address.</summary>
    public IReadOnlyList<string> Allow { get; init; } = [];

    /// <summary>How long an on-demand instance stays without a request, unless the function declares its own time.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>How long the server in an instance may take to listen.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Between SIGTERM and SIGKILL.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Instances of one function at most; a request beyond is answered with 429.</summary>
    public int MostInstances { get; init; } = 10;

    /// <summary>Path of bubblewrap; null looks at SONDE_BWRAP, then at PATH.</summary>
    public string? Bubblewrap { get; init; }

    /// <summary>Path of socat; null looks at SONDE_SOCAT, then at PATH.</summary>
    public string? Socat { get; init; }

    /// <summary>Path of the engine stand-in's assembly; null looks at SONDE_ENGINE_STANDIN, then beside this build's output.</summary>
    public string? EngineStandIn { get; init; }
}
