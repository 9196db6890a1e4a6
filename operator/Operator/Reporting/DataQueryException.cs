namespace Sonde.Operator.Reporting;

/// <summary>A query had no usable answer. The message names the host and the reason, never credentials.</summary>
internal sealed class DataQueryException(string message, Exception? inner = null) : Exception(message, inner);
