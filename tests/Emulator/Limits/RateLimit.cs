namespace Sonde.Emulator.Limits;

/// <summary>How often one account may call one service.</summary>
/// <param name="Qps">Calls a second in the long run; above 0.</param>
/// <param name="Burst">Calls that may come at once after a rest; 1 or more.</param>
public sealed record RateLimit(double Qps, int Burst)
{
    /// <summary>Reads <c>QPS</c> or <c>QPS/BURST</c>; without a burst a second's calls may come at once.</summary>
    /// <returns>Null when it is neither.</returns>
    public static RateLimit? Parse(string text)
    {
        var parts = text.Split('/');
        if (parts.Length > 2 || !double.TryParse(parts[0], out var qps) || qps is not (> 0 and <= 1_000_000))
            return null;
        if (parts.Length == 1)
            return new(qps, (int)Math.Ceiling(qps));
        return int.TryParse(parts[1], out var burst) && burst >= 1 ? new(qps, burst) : null;
    }
}
