using Sonde.Agent.Core.Series;

namespace Sonde.Agent.Core.RemoteWrite;

/// <summary>The labels of one series as references into a table of symbols.</summary>
internal sealed class LabelRefs(SymbolTable symbols)
{
    private uint[] _refs = new uint[64];
    private int _count;

    /// <summary>Bytes of the packed references.</summary>
    public int Length { get; private set; }

    /// <summary>Takes labels as <see cref="LabelCodec"/> writes them.</summary>
    public void Set(ReadOnlySpan<byte> labels)
    {
        (_count, Length) = (0, 0);
        while (LabelCodec.TryTake(ref labels, out var name, out var value))
        {
            Add(symbols.Of(name));
            Add(symbols.Of(value));
        }
    }

    /// <summary>Writes them as a packed field.</summary>
    public void Write(ref Span<byte> rest, byte tag)
    {
        rest[0] = tag;
        rest = rest[1..];
        Protobuf.WriteVarint(ref rest, (uint)Length);
        foreach (var reference in _refs.AsSpan(0, _count))
            Protobuf.WriteVarint(ref rest, reference);
    }

    private void Add(uint reference)
    {
        if (_count == _refs.Length)
            Array.Resize(ref _refs, _count * 2);
        _refs[_count++] = reference;
        Length += Protobuf.VarintLength(reference);
    }
}
