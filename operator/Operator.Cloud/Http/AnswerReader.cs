using System.Buffers;

namespace Sonde.Operator.Cloud.Http;

/// <summary>Reads an answer to its end, into memory or into the request's destination.</summary>
internal static class AnswerReader
{
    /// <summary>An answer in memory may not be larger: no list page or config comes near.</summary>
    public const int LargestInMemory = 32 * 1024 * 1024;

    public static async Task<CloudAnswer> ReadAsync(HttpResponseMessage response, CloudRequest request, ulong sentCrc, CancellationToken cancellation)
    {
        var isGood = response.IsSuccessStatusCode && !(request.FailureHeader is { } failed && response.Headers.NonValidated.Contains(failed));
        var streaming = request.Destination is not null && isGood;
        using var memory = new MemoryStream();
        var (length, crc) = await CopyAsync(await response.Content.ReadAsStreamAsync(cancellation), streaming ? request.Destination! : memory, streaming ? null : request.MostBytes, cancellation);
        return new((int)response.StatusCode, HeadersOf(response), memory.ToArray(), length, crc, sentCrc);
    }

    private static async Task<(long Length, ulong Crc)> CopyAsync(Stream source, Stream destination, int? most, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(81920);
        try
        {
            var crc = default(Crc64);
            var length = 0L;
            int read;
            while ((read = await source.ReadAsync(buffer, cancellation)) > 0)
            {
                length += read;
                if (length > most)
                    throw new AnswerTooLargeException(most.Value);
                crc.Append(buffer.AsSpan(0, read));
                await destination.WriteAsync(buffer.AsMemory(0, read), cancellation);
            }

            return (length, crc.Value);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static Dictionary<string, string> HeadersOf(HttpResponseMessage response)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated))
            headers[name] = values.ToString();
        return headers;
    }
}
