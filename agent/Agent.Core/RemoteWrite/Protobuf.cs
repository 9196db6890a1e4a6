using System.Numerics;

namespace Sonde.Agent.Core.RemoteWrite;

/// <summary>The few pieces of the protobuf wire format that remote write needs.</summary>
internal static class Protobuf
{
    /// <summary>Bytes that a number takes as a varint, 1 to 10.</summary>
    public static int VarintLength(ulong value) => (BitOperations.Log2(value | 1) + 7) / 7;

    /// <summary>Bytes that a field of this length takes with its length in front (without the tag).</summary>
    public static int LengthPrefixed(int length) => VarintLength((uint)length) + length;

    public static void WriteVarint(ref Span<byte> rest, ulong value)
    {
        var i = 0;
        for (; value >= 0x80; value >>= 7)
            rest[i++] = (byte)(value | 0x80);
        rest[i++] = (byte)value;
        rest = rest[i..];
    }

    public static ulong ReadVarint(ref ReadOnlySpan<byte> rest)
    {
        ulong value = 0;
        var i = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = rest[i++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
                break;
        }

        rest = rest[i..];
        return value;
    }
}
