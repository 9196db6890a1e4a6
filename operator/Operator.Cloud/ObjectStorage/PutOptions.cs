namespace Sonde.Operator.Cloud.ObjectStorage;

/// <summary>How an object is written.</summary>
public sealed record PutOptions
{
    /// <summary>Nothing special.</summary>
    public static PutOptions None { get; } = new();

    /// <summary>Content type, e.g. <c>application/yaml</c>.</summary>
    public string ContentType { get; init; } = "application/octet-stream";

    /// <summary>User metadata: names of letters, digits and <c>-</c>; values printable ASCII; 8 KB in all.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Tags, up to 10: letters, digits, spaces and <c>+-=._:/</c>. Needs a permission of its own.</summary>
    public IReadOnlyList<Tag> Tags { get; init; } = [];

    /// <summary>Refuse to replace an object that exists (no effect in a versioned bucket).</summary>
    public bool ForbidOverwrite { get; init; }
}
