using System.Globalization;

namespace Sonde.Engine.Serving;

/// <summary>How fast the stand-in works.</summary>
/// <param name="PerToken">Between two tokens of one reply.</param>
internal sealed record Pace(TimeSpan PerToken)
{
    /// <summary>Environment variable: tokens a second of one reply; 0 does not wait at all.</summary>
    public const string Variable = "SONDE_STANDIN_TOKENS_PER_SECOND";

    private const double Default = 200;
    private const double PrefillSpeedUp = 50;

    /// <summary>Time to process a prompt: as long as one token, and more for a long one.</summary>
    public TimeSpan Prefill(int tokens) => PerToken + (PerToken * (tokens / PrefillSpeedUp));

    public static Pace FromEnvironment()
    {
        var rate = double.TryParse(Environment.GetEnvironmentVariable(Variable), NumberStyles.Float, CultureInfo.InvariantCulture, out var set) ? set : Default;
        return new Pace(rate > 0 ? TimeSpan.FromSeconds(1 / rate) : TimeSpan.Zero);
    }
}
