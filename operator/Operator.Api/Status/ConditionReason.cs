namespace Sonde.Operator.Api;

/// <summary>One thing that a condition can say.</summary>
/// <param name="Type">One of <see cref="ConditionTypes"/>.</param>
/// <param name="Status">With which status.</param>
/// <param name="Reason">One of <see cref="Reasons"/>.</param>
public sealed record ConditionReason(string Type, ConditionStatus Status, string Reason);
