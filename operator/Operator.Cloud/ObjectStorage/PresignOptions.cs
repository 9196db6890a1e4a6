namespace Sonde.Operator.Cloud.ObjectStorage;

/// <summary>What the holder of a presigned URL may do.</summary>
public sealed record PresignOptions
{
    /// <summary>Reads for a quarter of an hour.</summary>
    public static PresignOptions Read { get; } = new();

    /// <summary><see cref="HttpMethod.Get"/>, <see cref="HttpMethod.Head"/> or <see cref="HttpMethod.Put"/>.</summary>
    public HttpMethod Method { get; init; } = HttpMethod.Get;

    /// <summary>1 s to 7 days. With the key of a role the URL ends with the role's session, when that is sooner.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Headers that the holder must send exactly so, e.g. <c>content-type</c> and <c>x-oss-forbid-overwrite</c> of a put. Names in any case.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Further parameters, e.g. <c>response-content-type</c>; none of them empty.</summary>
    public IReadOnlyDictionary<string, string> Query { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
