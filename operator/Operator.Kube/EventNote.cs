namespace Sonde.Operator.Kube;

/// <summary>One line of <c>kubectl describe</c>.</summary>
/// <param name="Severity">Normal, or a warning.</param>
/// <param name="Reason">In CamelCase; at most 128 characters.</param>
/// <param name="Message">One sentence without secrets; cut at 1,024 characters.</param>
public sealed record EventNote(EventSeverity Severity, string Reason, string Message);
