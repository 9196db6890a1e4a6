using System.Text.Json.Serialization;

namespace Sonde.Benchmarks;

/// <summary>One figure beside its goal.</summary>
/// <param name="MoreIsBetter">The goal is a floor; else it is a ceiling.</param>
internal sealed record Measure(string Name, double Value, string Unit, double Goal, bool MoreIsBetter)
{
    /// <summary>1 reaches the goal, 2 is twice as good. Less than one unit counts as one: it is nothing beside any goal.</summary>
    [JsonPropertyName("ratio")]
    public double Ratio => Math.Round(MoreIsBetter ? Value / Goal : Goal / Math.Max(Value, 1), 2);
}
