namespace Sonde.Emulator.Oss;

/// <summary>Compares keys by their UTF-8 bytes, as lists are ordered; ordinal order of UTF-16 differs beyond U+FFFF.</summary>
internal sealed class ByteOrder : IComparer<string>
{
    public static readonly ByteOrder Instance = new();

    private ByteOrder()
    {
    }

    public int Compare(string? x, string? y)
    {
        var (left, right) = ((x ?? "").EnumerateRunes(), (y ?? "").EnumerateRunes());
        while (true)
        {
            var (more, other) = (left.MoveNext(), right.MoveNext());
            if (!more || !other)
                return more.CompareTo(other);
            if (left.Current != right.Current)
                return left.Current.CompareTo(right.Current);
        }
    }
}
