using System.Runtime.InteropServices;
using System.Text;
using Sonde.Agent.Core.Series;

namespace Sonde.Agent.Core.RemoteWrite;

/// <summary>The strings of one request of remote write 2.0, each once, in the bytes that the message has for them (<c>symbols = 4</c>).</summary>
/// <remarks>Used again for each request; its buffers grow to the largest.</remarks>
internal sealed class SymbolTable
{
    private const byte SymbolTag = (4 << 3) | 2;
    private const int MaxPrefix = 6;

    private byte[] _bytes = new byte[4096];
    private Symbol[] _symbols = new Symbol[256];
    private int[] _buckets = new int[512];
    private byte[] _utf8 = new byte[256];
    private int _length;
    private int _count;

    public SymbolTable() => Clear();

    /// <summary>All symbols, encoded.</summary>
    public ReadOnlySpan<byte> Encoded => _bytes.AsSpan(0, _length);

    public int Count => _count;

    /// <summary>Forgets all but the empty string, which is always the first.</summary>
    public void Clear()
    {
        Array.Clear(_buckets);
        (_length, _count) = (0, 0);
        Append([], hash: 0);
    }

    /// <summary>The reference of a text; it is added when it is new.</summary>
    public uint Of(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
            return 0;

        var hash = KeyHash.Of(text);
        var mask = _buckets.Length - 1;
        // A bucket holds the reference; 0, the empty string, is never looked up and marks a free one.
        for (var bucket = hash & mask; ; bucket = (bucket + 1) & mask)
        {
            var index = _buckets[bucket];
            if (index == 0)
            {
                _buckets[bucket] = _count;
                return Append(text, hash);
            }

            ref readonly var symbol = ref _symbols[index];
            if (symbol.Hash == hash && _bytes.AsSpan(symbol.Start, symbol.Length).SequenceEqual(text))
                return (uint)index;
        }
    }

    /// <summary>The same for a text that is not encoded yet.</summary>
    public uint Of(string text)
    {
        if (text.Length == 0)
            return 0;

        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (_utf8.Length < most)
            _utf8 = new byte[most];
        return Of(_utf8.AsSpan(0, Encoding.UTF8.GetBytes(text, _utf8)));
    }

    private uint Append(ReadOnlySpan<byte> text, int hash)
    {
        if (_bytes.Length - _length < text.Length + MaxPrefix)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + text.Length + MaxPrefix));

        var rest = _bytes.AsSpan(_length);
        rest[0] = SymbolTag;
        rest = rest[1..];
        Protobuf.WriteVarint(ref rest, (uint)text.Length);
        text.CopyTo(rest);

        if (_count == _symbols.Length)
            Array.Resize(ref _symbols, _count * 2);
        var start = _bytes.Length - rest.Length;
        _symbols[_count] = new(hash, start, text.Length);
        _length = start + text.Length;
        _count++;
        if (_count * 2 > _buckets.Length)
            Rehash();
        return (uint)(_count - 1);
    }

    private void Rehash()
    {
        _buckets = new int[_buckets.Length * 2];
        var mask = _buckets.Length - 1;
        for (var i = 1; i < _count; i++)
        {
            var bucket = _symbols[i].Hash & mask;
            while (_buckets[bucket] != 0)
                bucket = (bucket + 1) & mask;
            _buckets[bucket] = i;
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Symbol(int Hash, int Start, int Length);
}
