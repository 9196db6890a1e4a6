namespace Sonde.Agent.Core.Telemetry;

/// <summary>How long a cold start took: of the agent until data arrived, and of the engine where the agent started it.</summary>
/// <param name="tell">Called with the series once something new is known.</param>
/// <param name="clock">Measures.</param>
internal sealed class ColdStart(Action<IReadOnlyList<SelfMetric>> tell, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly long _begun = clock.GetTimestamp();
    private TimeSpan? _firstPush;
    private TimeSpan? _engineStart;

    /// <summary>A destination has taken samples.</summary>
    public void Pushed()
    {
        lock (_lock)
        {
            _firstPush ??= clock.GetElapsedTime(_begun);
            Tell();
        }
    }

    /// <summary>The engine's port is open.</summary>
    /// <param name="after">Time since its program was executed.</param>
    public void EngineStarted(TimeSpan after)
    {
        lock (_lock)
        {
            _engineStart ??= after;
            Tell();
        }
    }

    // Under the lock: whoever tells last knows most.
    private void Tell() => tell([.. Metrics()]);

    private IEnumerable<SelfMetric> Metrics()
    {
        if (_firstPush is { } push)
            yield return new("sonde_agent_first_push_seconds", [], () => push.TotalSeconds);
        if (_engineStart is { } engine)
            yield return new("sonde_engine_start_seconds", [], () => engine.TotalSeconds);
    }
}
