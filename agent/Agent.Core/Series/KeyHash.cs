using System.Runtime.InteropServices;

namespace Sonde.Agent.Core.Series;

/// <summary>Hash of bytes for tables in this process. Seeded at start, so that a page cannot be made to collide.</summary>
internal static class KeyHash
{
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    private static readonly ulong s_seed = (ulong)Random.Shared.NextInt64() | 1;

    public static int Of(ReadOnlySpan<byte> key) => (int)LongOf(key);

    public static long LongOf(ReadOnlySpan<byte> key)
    {
        var hash = s_seed ^ (ulong)key.Length;
        var words = MemoryMarshal.Cast<byte, ulong>(key);
        foreach (var word in words)
            hash = Mix(hash ^ word);

        ulong tail = 0;
        foreach (var next in key[(words.Length * sizeof(ulong))..])
            tail = (tail << 8) | next;
        return (long)Mix(hash ^ tail);
    }

    private static ulong Mix(ulong value)
    {
        var high = Math.BigMul(value, Multiplier, out var low);
        return high ^ low;
    }
}
