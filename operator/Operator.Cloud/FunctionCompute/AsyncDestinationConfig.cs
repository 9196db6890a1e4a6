namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>Who is told how an asynchronous invocation ended.</summary>
public sealed record AsyncDestinationConfig : WireObject
{
    /// <summary>After a success.</summary>
    public AsyncDestination? OnSuccess { get; init; }

    /// <summary>After the last failure.</summary>
    public AsyncDestination? OnFailure { get; init; }
}
