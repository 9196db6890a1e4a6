namespace Sonde.Agent.Core.Series;

/// <summary>Keys of a target in a few large blocks: one object per key would double their memory.</summary>
internal sealed class KeyArena
{
    private const int BlockSize = 64 * 1024;

    private byte[] _block = [];
    private int _used;

    /// <summary>Copies a key; the copy lives as long as somebody holds its block.</summary>
    public ArraySegment<byte> Add(ReadOnlySpan<byte> key)
    {
        if (_block.Length - _used < key.Length)
        {
            _block = new byte[Math.Max(BlockSize, key.Length)];
            _used = 0;
        }

        key.CopyTo(_block.AsSpan(_used));
        _used += key.Length;
        return new(_block, _used - key.Length, key.Length);
    }
}
