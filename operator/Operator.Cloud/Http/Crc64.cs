namespace Sonde.Operator.Cloud.Http;

/// <summary>CRC-64/XZ, the checksum of OSS (<c>x-oss-hash-crc64ecma</c>). System.IO.Hashing's Crc64 is another variant.</summary>
/// <remarks>ECMA-182 polynomial, reflected, begun and ended with all ones. Eight tables take eight bytes a step.</remarks>
internal struct Crc64
{
    private const ulong Polynomial = 0xC96C5795D7870F42;
    private static readonly ulong[][] s_tables = Tables();
    private ulong _inverted;

    public readonly ulong Value => _inverted;

    public static ulong Of(ReadOnlySpan<byte> bytes)
    {
        var crc = default(Crc64);
        crc.Append(bytes);
        return crc.Value;
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        var crc = ~_inverted;
        while (bytes.Length >= 8)
        {
            crc ^= System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            crc = s_tables[7][crc & 0xFF] ^ s_tables[6][(crc >> 8) & 0xFF] ^ s_tables[5][(crc >> 16) & 0xFF] ^ s_tables[4][(crc >> 24) & 0xFF]
                ^ s_tables[3][(crc >> 32) & 0xFF] ^ s_tables[2][(crc >> 40) & 0xFF] ^ s_tables[1][(crc >> 48) & 0xFF] ^ s_tables[0][crc >> 56];
            bytes = bytes[8..];
        }

        foreach (var value in bytes)
            crc = s_tables[0][(crc ^ value) & 0xFF] ^ (crc >> 8);
        _inverted = ~crc;
    }

    /// <summary>The checksum of two contents behind each other, from those of each: as many zero bytes go through the first as the second has bytes.</summary>
    public static ulong Combine(ulong first, ulong second, long secondLength)
    {
        // One row per bit: what a step of one zero bit makes of it. Squared, two bits; so a few squarings take any length.
        var step = new ulong[64];
        step[0] = Polynomial;
        for (var bit = 1; bit < 64; bit++)
            step[bit] = 1UL << (bit - 1);

        step = Squared(Squared(Squared(step)));
        for (var left = secondLength; left > 0; left >>= 1, step = Squared(step))
        {
            if ((left & 1) == 1)
                first = Applied(step, first);
        }

        return first ^ second;
    }

    private static ulong[] Squared(ulong[] step) => [.. step.Select(row => Applied(step, row))];

    private static ulong Applied(ulong[] step, ulong crc)
    {
        var result = 0UL;
        for (var bit = 0; crc != 0; bit++, crc >>= 1)
            result ^= (crc & 1) == 1 ? step[bit] : 0;
        return result;
    }

    private static ulong[][] Tables()
    {
        var tables = new ulong[8][];
        tables[0] = [.. Enumerable.Range(0, 256).Select(index => Step((ulong)index))];
        for (var table = 1; table < 8; table++)
        {
            var before = tables[table - 1];
            tables[table] = [.. before.Select(crc => tables[0][crc & 0xFF] ^ (crc >> 8))];
        }

        return tables;
    }

    private static ulong Step(ulong crc)
    {
        for (var bit = 0; bit < 8; bit++)
            crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ Polynomial;
        return crc;
    }
}
