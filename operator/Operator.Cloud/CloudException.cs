namespace Sonde.Operator.Cloud;

/// <summary>A call that was refused or got no answer. Its texts never hold a key, a signature or a token.</summary>
/// <param name="kind">What the caller may do about it.</param>
/// <param name="code">The service's own code, e.g. <c>FunctionNotFound</c>; ours when no answer came: <c>Timeout</c>, <c>ConnectionFailed</c>, <c>UnreadableAnswer</c>, <c>ChecksumMismatch</c>.</param>
/// <param name="message">The service's own words.</param>
/// <param name="service">Who was called.</param>
/// <param name="operation">What was called, e.g. <c>CreateFunction</c>.</param>
/// <param name="inner">What broke, when no answer came.</param>
public sealed class CloudException(CloudErrorKind kind, string code, string message, CloudService service, string operation, Exception? inner = null)
    : Exception(Worded(code, message, service, operation), inner)
{
    /// <summary>What the caller may do about it.</summary>
    public CloudErrorKind Kind { get; } = kind;

    /// <summary>The service's own code.</summary>
    public string Code { get; } = code;

    /// <summary>The service's own words, without the operation and the code that <see cref="Exception.Message"/> begins with. Stable for equal failures: holds no request id.</summary>
    public string Detail { get; } = message;

    /// <summary>Who was called.</summary>
    public CloudService Service { get; } = service;

    /// <summary>What was called.</summary>
    public string Operation { get; } = operation;

    /// <summary>HTTP status; null when no answer came.</summary>
    public int? Status { get; init; }

    /// <summary>What the service's support asks for. Not part of the message: it differs on each call, and conditions must not.</summary>
    public string? RequestId { get; init; }

    /// <summary>How long the service asks us to wait; null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>True when the call may have done its work although we saw no good answer. Look before repeating a create.</summary>
    public bool MayHaveHappened { get; init; }

    /// <summary>True: another attempt would do harm, e.g. content has begun to flow.</summary>
    internal bool IsFinal { get; init; }

    /// <summary>The service's clock, when it refused for the sake of time.</summary>
    internal DateTimeOffset? TheirTime { get; set; }

    private static string Worded(string code, string message, CloudService service, string operation) =>
        $"{service} {operation}: {code}: {message}";
}
