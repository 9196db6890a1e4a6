using Snappier;

namespace Sonde.Agent.Core.RemoteWrite;

/// <summary>Two buffers that grow to the size of the largest request and are used again for each: the message, and its snappy block.</summary>
internal sealed class EncodedRequest
{
    private const int InitialSize = 64 * 1024;

    private byte[] _message = new byte[InitialSize];
    private byte[] _compressed = new byte[InitialSize];
    private int _messageLength;
    private int _compressedLength;

    /// <summary>The message so far.</summary>
    public ReadOnlySpan<byte> Message => _message.AsSpan(0, _messageLength);

    /// <summary>What goes over the wire; valid until the next <see cref="Clear"/>.</summary>
    public ReadOnlyMemory<byte> Compressed => _compressed.AsMemory(0, _compressedLength);

    public void Clear() => _messageLength = 0;

    /// <summary>Room for that many bytes at the end of the message; they count once <see cref="Advance"/> is called.</summary>
    public Span<byte> Reserve(int length)
    {
        if (_message.Length - _messageLength < length)
            Array.Resize(ref _message, Math.Max(_message.Length * 2, _messageLength + length));
        return _message.AsSpan(_messageLength);
    }

    public void Advance(int length) => _messageLength += length;

    /// <summary>Puts bytes in front of the message.</summary>
    public void Prepend(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        _message.AsSpan(0, _messageLength).CopyTo(_message.AsSpan(bytes.Length));
        bytes.CopyTo(_message);
        _messageLength += bytes.Length;
    }

    /// <summary>Compresses the message.</summary>
    public void Compress()
    {
        var bound = Snappy.GetMaxCompressedLength(_messageLength);
        if (_compressed.Length < bound)
            _compressed = new byte[bound];
        _compressedLength = Snappy.Compress(Message, _compressed);
    }
}
