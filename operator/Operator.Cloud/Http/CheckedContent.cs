using System.Buffers;
using System.Net;
using Sonde.Operator.Cloud.ObjectStorage;

namespace Sonde.Operator.Cloud.Http;

/// <summary>A body of known length that is summed as it goes out.</summary>
internal sealed class CheckedContent(ObjectBody body) : HttpContent
{
    private Crc64 _crc;

    /// <summary>Checksum of what was sent; complete once the answer is there.</summary>
    public ulong Crc => _crc.Value;

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        _crc = default;
        var buffer = ArrayPool<byte>.Shared.Rent(81920);
        try
        {
            await using var source = body.Open();
            for (var left = body.Length; left > 0;)
            {
                var read = await source.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, left)), cancellationToken);
                if (read == 0)
                    throw new IOException("The content is shorter than it was.");
                left -= read;
                _crc.Append(buffer.AsSpan(0, read));
                await stream.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }
}
