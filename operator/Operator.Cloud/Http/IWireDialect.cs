using Sonde.Operator.Cloud.Credentials;

namespace Sonde.Operator.Cloud.Http;

/// <summary>How one service is addressed, how its calls are signed, and how it refuses.</summary>
internal interface IWireDialect
{
    CloudService Service { get; }

    /// <summary>Scheme, host and port, without a path.</summary>
    string BaseOf(CloudRequest request);

    /// <summary>Path and query exactly as they are signed.</summary>
    string TargetOf(CloudRequest request);

    /// <summary>The headers of one attempt, signature included; fresh date and nonce each time. Content headers are among them.</summary>
    IReadOnlyDictionary<string, string> Sign(CloudRequest request, string authority, AccessKey key, DateTimeOffset now);

    /// <summary>The refusal in an answer; null when it is a good one. Some services refuse inside HTTP 200.</summary>
    Refusal? RefusalIn(CloudAnswer answer);
}
