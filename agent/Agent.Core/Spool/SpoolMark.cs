using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Sonde.Agent.Core.Spool;

/// <summary>How far a spool has been sent: a segment and a place in it, kept in a small file. Without it (or with a damaged one) the oldest segment is sent once more.</summary>
internal sealed class SpoolMark : IDisposable
{
    private const int Size = 20;

    private readonly SafeFileHandle _file;

    /// <summary>Opens or makes the file.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public SpoolMark(string folder) =>
        _file = File.OpenHandle(Path.Combine(folder, "mark"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);

    /// <summary>Where to go on; null where that is not known.</summary>
    public (long Segment, long Place)? Read()
    {
        Span<byte> bytes = stackalloc byte[Size];
        if (RandomAccess.Read(_file, bytes, 0) < Size || BinaryPrimitives.ReadUInt32LittleEndian(bytes[16..]) != Crc32C.Of(bytes[..16]))
            return null;
        return (BinaryPrimitives.ReadInt64LittleEndian(bytes), BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]));
    }

    /// <summary>Remembers a place.</summary>
    public void Write(long segment, long place)
    {
        Span<byte> bytes = stackalloc byte[Size];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, segment);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], place);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[16..], Crc32C.Of(bytes[..16]));
        RandomAccess.Write(_file, bytes, 0);
    }

    public void Dispose() => _file.Dispose();
}
