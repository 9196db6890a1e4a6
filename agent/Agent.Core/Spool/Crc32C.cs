using System.Buffers.Binary;
using System.Numerics;

namespace Sonde.Agent.Core.Spool;

/// <summary>CRC-32C (Castagnoli), the checksum of RFC 3720; one instruction for eight bytes where the processor has it.</summary>
internal static class Crc32C
{
    /// <summary>Checksum of bytes; check value of <c>123456789</c>: e3069283.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes) => ~Update(uint.MaxValue, bytes);

    /// <summary>The same over two pieces as if they were one.</summary>
    public static uint Of(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second) => ~Update(Update(uint.MaxValue, first), second);

    private static uint Update(uint crc, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var next in bytes)
            crc = BitOperations.Crc32C(crc, next);
        return crc;
    }
}
