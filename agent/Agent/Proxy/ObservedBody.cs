namespace Sonde.Agent.Proxy;

/// <summary>The body of an answer on its way to the caller: every write goes on at once, but the one that completes an announced length waits for the request's end.</summary>
/// <remarks>A caller who has the whole body takes the request for done, and so may the platform, which then stops this instance.</remarks>
internal sealed class ObservedBody(Stream caller, ProxiedRequest request) : Stream
{
    private long _rest = long.MinValue;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_rest == long.MinValue)
        {
            request.BodyBegins();
            _rest = request.BodyLength ?? -1;
        }

        var isWhole = _rest >= 0 && (_rest -= buffer.Length) <= 0;
        return isWhole && !request.EndAsync().IsCompleted ? WriteLastAsync(buffer, cancellationToken) : caller.WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => caller.FlushAsync(cancellationToken);

    public override void Flush() => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private async ValueTask WriteLastAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellation)
    {
        await request.EndAsync();
        await caller.WriteAsync(buffer, cancellation);
    }
}
