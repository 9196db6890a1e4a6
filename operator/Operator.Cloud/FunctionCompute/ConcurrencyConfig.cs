namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>A share of the account's instances.</summary>
/// <param name="ReservedConcurrency">Instances; 0 stops on-demand invocations.</param>
/// <param name="FunctionArn">Whose.</param>
public sealed record ConcurrencyConfig(int? ReservedConcurrency, string? FunctionArn = null);
