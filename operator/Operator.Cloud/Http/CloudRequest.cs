using Sonde.Operator.Cloud.ObjectStorage;

namespace Sonde.Operator.Cloud.Http;

/// <summary>One call, not yet addressed or signed; the same for each attempt.</summary>
internal sealed record CloudRequest(string Operation, HttpMethod Method, CallEffect Effect)
{
    /// <summary>OSS: the bucket; it is part of the host or of the path.</summary>
    public string? Bucket { get; init; }

    /// <summary>Percent-encoded, begins with a slash; OSS: without the bucket.</summary>
    public string Path { get; init; } = "/";

    /// <summary>Decoded; a null value is only its name.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Query { get; init; } = [];

    /// <summary>Further headers, names in lower case.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Content type of the body.</summary>
    public string? ContentType { get; init; }

    /// <summary>Body; null: none.</summary>
    public ObjectBody? Body { get; init; }

    /// <summary>True: sent without a key, e.g. to get one.</summary>
    public bool IsUnsigned { get; init; }

    /// <summary>A text of the request that no message may repeat; null: none.</summary>
    public string? Secret { get; init; }

    /// <summary>Where a good answer's body goes instead of into memory.</summary>
    public Stream? Destination { get; init; }

    /// <summary>An answer with this header is no good one, whatever its status, and stays out of <see cref="Destination"/>; null: the status alone tells.</summary>
    public string? FailureHeader { get; init; }

    /// <summary>Largest answer that is taken into memory, bytes.</summary>
    public int MostBytes { get; init; } = AnswerReader.LargestInMemory;

    /// <summary>How long one attempt may take, beside what its upload needs; null: the service's usual.</summary>
    public TimeSpan? Timeout { get; init; }
}
