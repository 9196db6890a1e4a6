namespace Sonde.Operator.Reporting;

/// <summary>One series of an instant query's answer.</summary>
/// <param name="Labels">Labels, the name among them as <c>__name__</c>.</param>
/// <param name="Value">Value.</param>
internal sealed record DataSample(IReadOnlyDictionary<string, string> Labels, double Value);
