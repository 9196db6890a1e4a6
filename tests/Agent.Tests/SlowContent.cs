using System.Net;
using System.Net.Http.Headers;

namespace Sonde.Agent.Tests;

/// <summary>A page whose headers come at once and whose body never ends.</summary>
internal sealed class SlowContent : HttpContent
{
    private readonly CancellationToken _cancellation;

    public SlowContent(CancellationToken cancellation)
    {
        _cancellation = cancellation;
        Headers.ContentType = new MediaTypeHeaderValue("text/plain");
    }

    protected override Task<Stream> CreateContentReadStreamAsync() => Task.FromResult<Stream>(new EndlessStream(_cancellation));

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => throw new NotSupportedException();

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    private sealed class EndlessStream(CancellationToken cancellation) : MemoryStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, cancellationToken);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, either.Token);
            return 0;
        }
    }
}
