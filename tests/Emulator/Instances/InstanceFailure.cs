namespace Sonde.Emulator.Instances;

/// <summary>An instance could not serve: what the caller is told.</summary>
/// <param name="status">HTTP status.</param>
/// <param name="code">Code of the answer; with status 200 the value of <c>X-Fc-Error-Type</c>.</param>
internal sealed class InstanceFailure(int status, string code, string message) : Exception(message)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    /// <summary>The server did not come up (data plane, 412).</summary>
    public static InstanceFailure NotStarted(string message) => new(StatusCodes.Status412PreconditionFailed, "FunctionNotStarted", message);

    /// <summary>The container ended (data plane, 412).</summary>
    public static InstanceFailure Exited(int exitCode, string tail) =>
        new(StatusCodes.Status412PreconditionFailed, "CAExited", $"Function instance exited unexpectedly with code {exitCode}. Last output:\n{tail}");

    /// <summary>The initializer failed or took too long: HTTP 200, told by a header.</summary>
    public static InstanceFailure Initializer(string message) => new(StatusCodes.Status200OK, "InitializationError", message);

    /// <summary>No instance has room and no further one may be started.</summary>
    public static InstanceFailure Exhausted(string function, int most) =>
        new(StatusCodes.Status429TooManyRequests, "ResourceExhausted", $"function '{function}' has {most} instances and each has as many requests as it takes");
}
