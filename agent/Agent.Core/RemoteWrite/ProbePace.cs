namespace Sonde.Agent.Core.RemoteWrite;

/// <summary>How a sender treats a receiver that refuses its credentials: a probe now and then, ever more rarely, until one is taken.</summary>
internal sealed class ProbePace
{
    private static readonly TimeSpan s_first = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(1);

    private int _refusals;

    /// <summary>True from the first refusal on.</summary>
    public bool IsProbing => _refusals > 0;

    /// <summary>Refused.</summary>
    /// <returns>How long to wait until the next probe.</returns>
    public TimeSpan Refused()
    {
        var pause = s_first * Math.Pow(2, Math.Min(_refusals++, 10));
        return pause < s_longest ? pause : s_longest;
    }

    /// <summary>Taken.</summary>
    public void Taken() => _refusals = 0;
}
