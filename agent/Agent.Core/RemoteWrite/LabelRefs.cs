using System.Runtime.InteropServices;
using Sonde.Agent.Core.Series;

namespace Sonde.Agent.Core.RemoteWrite;

/// <summary>The labels of one series after the other as references into a table of symbols.</summary>
/// <remarks>
/// Neighbours on a page share most labels, and labels are sorted: so each series is merged with the one before, and only what differs is looked up.
/// </remarks>
internal sealed class LabelRefs(SymbolTable symbols)
{
    private byte[] _labels = [];
    private byte[] _labelsBefore = [];
    private Known[] _known = new Known[32];
    private Known[] _knownBefore = new Known[32];
    private int _count;
    private int _countBefore;

    /// <summary>Bytes of the packed references.</summary>
    public int Length { get; private set; }

    /// <summary>Another request: references of the one before mean nothing.</summary>
    public void Begin() => (_count, _countBefore) = (0, 0);

    /// <summary>Takes labels as <see cref="LabelCodec"/> writes them. They must not change afterwards.</summary>
    public void Set(byte[] labels)
    {
        (_labels, _labelsBefore) = (labels, _labels);
        (_known, _knownBefore) = (_knownBefore, _known);
        (_count, _countBefore, Length) = (0, _count, 0);
        var before = 0;
        for (var at = 0; at < labels.Length;)
        {
            var known = Take(at, ref before);
            at = known.End;
            if (_count == _known.Length)
                Array.Resize(ref _known, _count * 2);
            _known[_count++] = known;
            Length += Protobuf.VarintLength(known.NameRef) + Protobuf.VarintLength(known.ValueRef);
        }
    }

    /// <summary>Writes them as a packed field.</summary>
    public void Write(ref Span<byte> rest, byte tag)
    {
        rest[0] = tag;
        rest = rest[1..];
        Protobuf.WriteVarint(ref rest, (uint)Length);
        foreach (ref readonly var label in _known.AsSpan(0, _count))
        {
            Protobuf.WriteVarint(ref rest, label.NameRef);
            Protobuf.WriteVarint(ref rest, label.ValueRef);
        }
    }

    private Known Take(int start, ref int before)
    {
        var rest = _labels.AsSpan(start);
        if (before < _countBefore)
        {
            ref readonly var same = ref _knownBefore[before];
            if (rest.StartsWith(_labelsBefore.AsSpan(same.Start..same.End)))
            {
                before++;
                return same.At(start);
            }
        }

        ReadOnlySpan<byte> left = rest;
        LabelCodec.TryTake(ref left, out var name, out var value);
        var nameRef = NameRefBefore(name, ref before) ?? symbols.Of(name);
        return new(start, _labels.Length - left.Length, nameRef, symbols.Of(value));
    }

    /// <summary>The reference of a name that the series before has too; null where it has not.</summary>
    private uint? NameRefBefore(ReadOnlySpan<byte> name, ref int before)
    {
        for (; before < _countBefore; before++)
        {
            ref readonly var label = ref _knownBefore[before];
            ReadOnlySpan<byte> left = _labelsBefore.AsSpan(label.Start);
            LabelCodec.TryTake(ref left, out var other, out _);
            var order = other.SequenceCompareTo(name);
            if (order == 0)
                return _knownBefore[before++].NameRef;
            if (order > 0)
                return null;
        }

        return null;
    }

    /// <summary>A label in the bytes of its series, and its references.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Known(int Start, int End, uint NameRef, uint ValueRef)
    {
        public Known At(int start) => this with { Start = start, End = start + End - Start };
    }
}
