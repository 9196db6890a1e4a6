using System.Text;
using Sonde.Operator.Cloud.Http;
using Sonde.Operator.Cloud.ObjectStorage;

namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>An invocation as it goes out, and as it comes back. Pure.</summary>
internal static class InvocationWire
{
    /// <summary>Set on HTTP 200 when the function failed.</summary>
    private const string ErrorTypeHeader = "x-fc-error-type";

    private const string TaskIdHeader = "x-fc-async-task-id";
    private static readonly TimeSpan s_longestRun = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_longest = TimeSpan.FromHours(24);

    /// <exception cref="ArgumentException">A member of the invocation is out of its range.</exception>
    public static CloudRequest RequestOf(string path, Invocation invocation)
    {
        if (invocation.Timeout is { } timeout && (timeout <= TimeSpan.Zero || timeout > s_longest))
            throw new ArgumentException($"The timeout of an invocation must be above 0 and at most 24 hours; it is {timeout}.", nameof(invocation));
        if (invocation.MostBytes is <= 0 or > AnswerReader.LargestInMemory)
            throw new ArgumentException($"The bound of an answer must be 1 to {AnswerReader.LargestInMemory} bytes; it is {invocation.MostBytes}.", nameof(invocation));

        return new("InvokeFunction", HttpMethod.Post, CallEffect.Invoke)
        {
            Path = path,
            Query = string.IsNullOrEmpty(invocation.Qualifier) ? [] : [new("qualifier", invocation.Qualifier)],
            Headers = [.. HeadersOf(invocation)],
            ContentType = invocation.ContentType,
            Body = invocation.Payload ?? ObjectBody.FromBytes(default),
            Destination = invocation.Destination,
            FailureHeader = ErrorTypeHeader,
            MostBytes = invocation.MostBytes,
            Timeout = invocation.Timeout ?? (invocation.IsAsync ? null : s_longestRun),
        };
    }

    public static InvocationResult ResultOf(CloudAnswer answer, Invocation invocation) => new()
    {
        Status = answer.Status,
        RequestId = answer.Header("x-fc-request-id"),
        ErrorType = answer.Header(ErrorTypeHeader),
        Body = answer.Body,
        Length = answer.Length,
        ContentType = answer.Header("content-type"),
        LogTail = LogIn(answer),
        TaskId = answer.Header(TaskIdHeader) ?? (invocation.IsAsync ? invocation.TaskId : null),
    };

    private static IEnumerable<KeyValuePair<string, string>> HeadersOf(Invocation invocation)
    {
        yield return new("x-fc-invocation-type", invocation.IsAsync ? "Async" : "Sync");
        if (invocation is { WithLogTail: true, IsAsync: false })
            yield return new("x-fc-log-type", "Tail");
        if (invocation is { IsAsync: true, TaskId: { Length: > 0 } taskId })
            yield return new(TaskIdHeader, taskId);
    }

    // The log is an extra: an answer is not thrown away for a log that cannot be read.
    private static string? LogIn(CloudAnswer answer)
    {
        if (answer.Header("x-fc-log-result") is not { } encoded)
            return null;

        var bytes = new byte[encoded.Length];
        return Convert.TryFromBase64String(encoded, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }
}
