namespace Sonde.Operator.Cloud.ObjectStorage;

/// <summary>What of an object is read, and whether.</summary>
public sealed record ReadOptions
{
    /// <summary>First byte; null: from the beginning.</summary>
    public long? Offset { get; init; }

    /// <summary>Bytes at most, above 0; null: to the end.</summary>
    public long? Length { get; init; }

    /// <summary>Read only this version (<see cref="ObjectInfo.ETag"/>).</summary>
    public string? IfMatch { get; init; }

    /// <summary>Read only another version than this (<see cref="ObjectInfo.ETag"/>).</summary>
    public string? IfNoneMatch { get; init; }

    /// <summary>Read only when it was written after this; whole seconds count.</summary>
    public DateTimeOffset? IfModifiedSince { get; init; }

    /// <summary>Read only when it was not written after this; whole seconds count.</summary>
    public DateTimeOffset? IfUnmodifiedSince { get; init; }
}
