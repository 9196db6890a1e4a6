namespace Sonde.Testing.Prometheus;

/// <summary>One element of an instant vector.</summary>
/// <param name="Labels">All labels, <c>__name__</c> too where the query kept it.</param>
/// <param name="Value">The number; NaN and ±Inf are as IEEE has them.</param>
/// <param name="At">The time of evaluation.</param>
public sealed record PrometheusSample(IReadOnlyDictionary<string, string> Labels, double Value, DateTimeOffset At)
{
    /// <summary>The value of a label, or "" as PromQL sees an absent one.</summary>
    public string this[string label] => Labels.GetValueOrDefault(label, "");
}
