using System.Buffers.Binary;
using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Sonde.Agent.Core.Spool;

/// <summary>One file of a spool: a head that says whose it is, then records, each with its length, number of samples and checksum in front.</summary>
/// <remarks>
/// Head: <c>SONDESP1</c>, identity (8), CRC-32C of both (4). Record: length of the content (4), samples (4), CRC-32C of those eight bytes and the content (4), content.
/// Little-endian. Written at the end only, and not forced to the disk: it survives the process, and whatever a dying machine leaves is found by the checksum.
/// </remarks>
internal sealed class SpoolSegment : IDisposable
{
    private const string Extension = ".spool";
    private const int HeadLength = 20;
    private const int RecordHeadLength = 12;
    private const int LongestRecord = 64 << 20;

    private readonly SafeFileHandle _file;

    private SpoolSegment(string path, long number, SafeFileHandle file)
    {
        Path = path;
        Number = number;
        _file = file;
    }

    public string Path { get; }

    /// <summary>Segments are read in the order of their numbers.</summary>
    public long Number { get; }

    /// <summary>Bytes of good records and head.</summary>
    public long Length { get; private set; }

    /// <summary>Where the first record is.</summary>
    public static long Begin => HeadLength;

    /// <summary>Bytes that a content takes in a segment.</summary>
    public static long RecordLength(int content) => RecordHeadLength + content;

    /// <summary>The number in a file's name; null where it is no segment's.</summary>
    public static long? NumberOf(string path) =>
        System.IO.Path.GetExtension(path) == Extension
        && long.TryParse(System.IO.Path.GetFileNameWithoutExtension(path), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) && number >= 0 ? number : null;

    /// <summary>A new segment.</summary>
    /// <exception cref="IOException">The disk does not take it.</exception>
    public static SpoolSegment Create(string folder, long number, SpoolIdentity identity)
    {
        var path = System.IO.Path.Combine(folder, number.ToString("x16", CultureInfo.InvariantCulture) + Extension);
        var file = File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite, FileShare.Read);
        try
        {
            RandomAccess.Write(file, Head(identity), 0);
        }
        catch (IOException)
        {
            file.Dispose();
            File.Delete(path);
            throw;
        }

        return new(path, number, file) { Length = HeadLength };
    }

    /// <summary>A segment that an earlier process has left.</summary>
    /// <returns>Null where it is of somebody else, or no segment at all.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static SpoolSegment? Open(string path, long number, SpoolIdentity identity)
    {
        var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        Span<byte> head = stackalloc byte[HeadLength];
        if (RandomAccess.Read(file, head, 0) == HeadLength && head.SequenceEqual(Head(identity)))
            return new(path, number, file) { Length = RandomAccess.GetLength(file) };

        file.Dispose();
        return null;
    }

    /// <summary>Adds a record.</summary>
    /// <exception cref="IOException">The disk does not take it; the segment is as before.</exception>
    public void Append(ReadOnlySpan<byte> content, int samples)
    {
        Span<byte> head = stackalloc byte[RecordHeadLength];
        BinaryPrimitives.WriteInt32LittleEndian(head, content.Length);
        BinaryPrimitives.WriteInt32LittleEndian(head[4..], samples);
        BinaryPrimitives.WriteUInt32LittleEndian(head[8..], Crc32C.Of(head[..8], content));
        try
        {
            RandomAccess.Write(_file, head, Length);
            RandomAccess.Write(_file, content, Length + RecordHeadLength);
        }
        catch (IOException)
        {
            RandomAccess.SetLength(_file, Length);
            throw;
        }

        Length += RecordLength(content.Length);
    }

    /// <summary>Number of samples and length of the record at a place, as its head has them; null at the end, and where there is nothing sensible.</summary>
    public (int Samples, long Length)? Peek(long place)
    {
        Span<byte> head = stackalloc byte[RecordHeadLength];
        if (RandomAccess.Read(_file, head, place) < RecordHeadLength)
            return null;

        var length = BinaryPrimitives.ReadInt32LittleEndian(head);
        var samples = BinaryPrimitives.ReadInt32LittleEndian(head[4..]);
        // No compression makes a sample smaller than half a byte.
        var isSensible = length is >= 0 and <= LongestRecord && samples >= 0 && samples <= 2L * length && place + RecordHeadLength + length <= Length;
        return isSensible ? (samples, RecordHeadLength + length) : null;
    }

    /// <summary>The content of the record at a place.</summary>
    /// <returns>Null at the end, and where it is torn or damaged.</returns>
    /// <exception cref="IOException">The disk does not give it.</exception>
    public byte[]? Read(long place)
    {
        if (Peek(place) is not { } found)
            return null;

        var record = new byte[found.Length];
        if (RandomAccess.Read(_file, record, place) < record.Length)
            return null;

        var content = record.AsSpan(RecordHeadLength);
        return BinaryPrimitives.ReadUInt32LittleEndian(record.AsSpan(8)) == Crc32C.Of(record.AsSpan(0, 8), content) ? content.ToArray() : null;
    }

    /// <summary>Samples of all records from a place on.</summary>
    public long CountFrom(long place)
    {
        long samples = 0;
        while (Peek(place) is { } record)
        {
            samples += record.Samples;
            place += record.Length;
        }

        return samples;
    }

    /// <summary>Removes the file.</summary>
    public void Delete()
    {
        _file.Dispose();
        File.Delete(Path);
    }

    public void Dispose() => _file.Dispose();

    private static byte[] Head(SpoolIdentity identity)
    {
        var head = new byte[HeadLength];
        "SONDESP1"u8.CopyTo(head);
        BinaryPrimitives.WriteUInt64LittleEndian(head.AsSpan(8), identity.Value);
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(16), Crc32C.Of(head.AsSpan(0, 16)));
        return head;
    }
}
