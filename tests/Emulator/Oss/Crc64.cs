namespace Sonde.Emulator.Oss;

/// <summary>CRC-64/XZ: ECMA-182 polynomial, reflected, start and end inverted. Check value of "123456789": 11051210869376104954 (oss.md 3).</summary>
internal static class Crc64
{
    private static readonly ulong[][] s_tables = Tables();

    public static ulong Of(ReadOnlySpan<byte> content)
    {
        var crc = ulong.MaxValue;
        while (content.Length >= 8)
        {
            crc ^= BitConverter.ToUInt64(content);
            crc = s_tables[7][(byte)crc] ^ s_tables[6][(byte)(crc >> 8)] ^ s_tables[5][(byte)(crc >> 16)] ^ s_tables[4][(byte)(crc >> 24)]
                ^ s_tables[3][(byte)(crc >> 32)] ^ s_tables[2][(byte)(crc >> 40)] ^ s_tables[1][(byte)(crc >> 48)] ^ s_tables[0][(byte)(crc >> 56)];
            content = content[8..];
        }

        foreach (var value in content)
            crc = s_tables[0][(byte)(crc ^ value)] ^ (crc >> 8);
        return ~crc;
    }

    /// <summary>Table n holds the remainder of a byte that is followed by n zero bytes: eight bytes a step.</summary>
    private static ulong[][] Tables()
    {
        const ulong Reflected = 0xC96C5795D7870F42;
        var tables = new ulong[8][];
        tables[0] = new ulong[256];
        for (var value = 0; value < 256; value++)
        {
            var crc = (ulong)value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ Reflected;
            tables[0][value] = crc;
        }

        for (var n = 1; n < 8; n++)
            tables[n] = [.. tables[n - 1].Select(crc => tables[0][(byte)crc] ^ (crc >> 8))];
        return tables;
    }
}
