namespace Sonde.Operator.Cloud;

/// <summary>A token bucket.</summary>
/// <param name="PerSecond">Calls per second in the long run; above 0.</param>
/// <param name="Burst">Calls at once after a quiet time; at least 1.</param>
public sealed record RateLimit(double PerSecond, int Burst);
