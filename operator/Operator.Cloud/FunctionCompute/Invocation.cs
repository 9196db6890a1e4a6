using Sonde.Operator.Cloud.ObjectStorage;

namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>One request to a function.</summary>
public sealed record Invocation
{
    /// <summary>What <see cref="MostBytes"/> is when it is not set.</summary>
    public const int DefaultMostBytes = 6 * 1024 * 1024;

    /// <summary>A version, an alias, or null for <c>LATEST</c>.</summary>
    public string? Qualifier { get; init; }

    /// <summary>What the function gets; null: nothing.</summary>
    public ObjectBody? Payload { get; init; }

    /// <summary>Type of the payload.</summary>
    public string ContentType { get; init; } = "application/octet-stream";

    /// <summary>True: the request is left with the service, which answers at once.</summary>
    public bool IsAsync { get; init; }

    /// <summary>Asynchronous only: the caller's own id of the task, unique in the function; null: the service gives one.</summary>
    public string? TaskId { get; init; }

    /// <summary>True: the answer brings the end of the log (4 KB). Synchronous only.</summary>
    public bool WithLogTail { get; init; }

    /// <summary>How long to wait for the end of the answer, up to 24 h; null: 10 minutes, asynchronous 30 seconds. The function runs on when we cease to wait.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Where a good answer's body goes as it comes, without bound; null: into <see cref="InvocationResult.Body"/>. A failure never goes there.</summary>
    public Stream? Destination { get; init; }

    /// <summary>Largest body in memory, bytes, up to 32 MB. A larger one ends the call with <c>AnswerTooLarge</c>.</summary>
    public int MostBytes { get; init; } = DefaultMostBytes;
}
