namespace Sonde.Operator.Cloud.ObjectStorage;

/// <summary>The end of an object that grows: where the next piece goes.</summary>
/// <param name="Length">Bytes there are.</param>
/// <param name="Crc64">Checksum of them as the service states it; null when it is not known, then the next piece is not checked.</param>
public sealed record ObjectTail(long Length, string? Crc64)
{
    /// <summary>Of an object that is not there yet.</summary>
    public static ObjectTail Empty { get; } = new(0, "0");

    /// <summary>Of an object that was looked at, e.g. after the answer to an append was lost.</summary>
    public static ObjectTail Of(ObjectInfo info) => new(info.Size, info.Crc64);
}
