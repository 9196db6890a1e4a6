namespace Sonde.Operator.Kube;

/// <summary>Delays that double from failure to failure.</summary>
public sealed record BackoffOptions
{
    /// <summary>Delay after the first failure.</summary>
    public TimeSpan First { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>No delay is longer, jitter aside.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Share by which a delay is moved at random, either way.</summary>
    public double Jitter { get; init; } = 0.2;
}
