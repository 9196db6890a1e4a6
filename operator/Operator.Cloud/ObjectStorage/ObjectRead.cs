namespace Sonde.Operator.Cloud.ObjectStorage;

/// <summary>What a read with conditions gave.</summary>
public sealed record ObjectRead
{
    /// <summary>The object is as the caller knows it; nothing was read.</summary>
    public static ObjectRead Unchanged { get; } = new();

    /// <summary>What was read; null: the object is unchanged.</summary>
    public ReadOnlyMemory<byte>? Content { get; init; }

    /// <summary>What is known of the whole object; null: the object is unchanged.</summary>
    public ObjectInfo? Info { get; init; }

    /// <summary>Where <see cref="Content"/> begins in the object. The service may answer the whole where a part was asked for.</summary>
    public long Offset { get; init; }
}
