namespace Sonde.Agent.Tests.Published;

/// <summary>So many zero bytes, without holding them.</summary>
internal sealed class ZeroStream(long length) : Stream
{
    private long _rest = length;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Reads a stream to its end and gives its length.</summary>
    public static async Task<long> CountAsync(Stream stream, CancellationToken cancellation)
    {
        var buffer = new byte[1 << 16];
        var total = 0L;
        int count;
        while ((count = await stream.ReadAsync(buffer, cancellation)) > 0)
            total += count;
        return total;
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var now = (int)Math.Min(count, _rest);
        buffer.AsSpan(offset, now).Clear();
        _rest -= now;
        return now;
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
