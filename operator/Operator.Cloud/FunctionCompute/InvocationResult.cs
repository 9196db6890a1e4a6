namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>What came of an invocation that the service took.</summary>
public sealed record InvocationResult
{
    /// <summary>HTTP status, 200 to 299: 202 for a request that was left, else mostly 200, also when the function failed.</summary>
    public required int Status { get; init; }

    /// <summary>What the service's support asks for, and what the function's log is searched by.</summary>
    public string? RequestId { get; init; }

    /// <summary>How the function failed, e.g. <c>UnhandledInvocationError</c>; null: it did not.</summary>
    public string? ErrorType { get; init; }

    /// <summary>True: the function failed, and the body tells why. The service's own failures are exceptions.</summary>
    public bool IsFunctionError => ErrorType is not null;

    /// <summary>The function's answer; empty when it went into <see cref="Invocation.Destination"/>.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Bytes of the answer, wherever they went.</summary>
    public long Length { get; init; }

    /// <summary>Type of the answer.</summary>
    public string? ContentType { get; init; }

    /// <summary>End of the log (4 KB), when it was asked for. It may begin within a character.</summary>
    public string? LogTail { get; init; }

    /// <summary>Id of an asynchronous task; null when there is none.</summary>
    public string? TaskId { get; init; }
}
