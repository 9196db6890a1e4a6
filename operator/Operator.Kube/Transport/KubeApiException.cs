using System.Net;

namespace Sonde.Operator.Kube;

/// <summary>The API server refused. Its own message is kept; it never holds the content of a Secret.</summary>
public sealed class KubeApiException(HttpStatusCode status, string reason, string message, TimeSpan? retryAfter)
    : Exception($"{(int)status} {reason}: {message}")
{
    /// <summary>Status of the answer, or of the Status object inside a watch.</summary>
    public HttpStatusCode Status { get; } = status;

    /// <summary>Reason of the Status object, such as <c>Conflict</c> or <c>Expired</c>.</summary>
    public string Reason { get; } = reason;

    /// <summary>What the server asked to wait, if it did.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
