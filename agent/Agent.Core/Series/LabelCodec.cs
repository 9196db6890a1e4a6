using System.Text;
using Sonde.Agent.Core.RemoteWrite;

namespace Sonde.Agent.Core.Series;

/// <summary>Labels as the bytes that remote write 1.0 has for them, which is also how a series is stored and compared.</summary>
/// <remarks>Layout: for each label, sorted by name, <c>TimeSeries.labels</c> (field 1) with <c>Label.name</c> (1) and <c>Label.value</c> (2).</remarks>
internal static class LabelCodec
{
    private const byte LabelTag = (1 << 3) | 2;
    private const byte NameTag = (1 << 3) | 2;
    private const byte ValueTag = (2 << 3) | 2;

    /// <summary>The labels as bytes. The set must be sorted and free of empty values.</summary>
    public static byte[] Encode(LabelSet labels)
    {
        var length = 0;
        foreach (var label in labels.Labels)
            length += 1 + Protobuf.LengthPrefixed(BodyLength(label));

        var bytes = new byte[length];
        var rest = bytes.AsSpan();
        foreach (var label in labels.Labels)
        {
            rest[0] = LabelTag;
            rest = rest[1..];
            Protobuf.WriteVarint(ref rest, (uint)BodyLength(label));
            WriteText(ref rest, NameTag, label.Name);
            WriteText(ref rest, ValueTag, label.Value);
        }

        return bytes;
    }

    /// <summary>Adds the labels of encoded bytes to a set.</summary>
    public static void Decode(ReadOnlySpan<byte> bytes, LabelSet labels)
    {
        while (TryTake(ref bytes, out var name, out var value))
            labels.Set(Encoding.UTF8.GetString(name), Encoding.UTF8.GetString(value));
    }

    /// <summary>Takes the next label off encoded bytes; false at their end.</summary>
    public static bool TryTake(ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        name = value = default;
        if (bytes.IsEmpty)
            return false;

        bytes = bytes[1..];
        _ = Protobuf.ReadVarint(ref bytes);
        name = TakeText(ref bytes);
        value = TakeText(ref bytes);
        return true;
    }

    private static int BodyLength(Label label) => 2
        + Protobuf.LengthPrefixed(Encoding.UTF8.GetByteCount(label.Name))
        + Protobuf.LengthPrefixed(Encoding.UTF8.GetByteCount(label.Value));

    private static void WriteText(ref Span<byte> rest, byte tag, string text)
    {
        rest[0] = tag;
        rest = rest[1..];
        Protobuf.WriteVarint(ref rest, (uint)Encoding.UTF8.GetByteCount(text));
        rest = rest[Encoding.UTF8.GetBytes(text, rest)..];
    }

    private static ReadOnlySpan<byte> TakeText(ref ReadOnlySpan<byte> bytes)
    {
        bytes = bytes[1..];
        var length = (int)Protobuf.ReadVarint(ref bytes);
        var text = bytes[..length];
        bytes = bytes[length..];
        return text;
    }
}
