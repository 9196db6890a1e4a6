namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>How asynchronous invocations are kept, repeated and reported. Put as a whole.</summary>
public record AsyncInvokeConfig : WireObject
{
    /// <summary>True: invocations are tasks, whose states can be asked for.</summary>
    public bool? AsyncTask { get; init; }

    /// <summary>Seconds that a request may wait, 1 to 604800. Default 86400.</summary>
    public int? MaxAsyncEventAgeInSeconds { get; init; }

    /// <summary>Further tries after a failure, 0 to 8. Default 3.</summary>
    public int? MaxAsyncRetryAttempts { get; init; }

    /// <summary>Who is told how it ended.</summary>
    public AsyncDestinationConfig? DestinationConfig { get; init; }
}
