using System.Buffers;

namespace Sonde.Agent.Core.Scrape;

/// <summary>Reads a body in parts that end at line feeds, so that a page of any size needs one small buffer.</summary>
internal static class PageBody
{
    private const int InitialBuffer = 64 * 1024;
    private const int MaxLine = 4 << 20;

    /// <summary>Hands the lines of a body to a reader.</summary>
    /// <remarks><c>maxBytes</c> bounds the uncompressed body; 0 is no bound.</remarks>
    /// <returns>Number of uncompressed bytes.</returns>
    /// <exception cref="ScrapeException">The body, or one of its lines, is too large.</exception>
    public static async Task<long> ReadLinesAsync(Stream body, long maxBytes, PageReader reader, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(InitialBuffer);
        try
        {
            long total = 0;
            var held = 0;
            while (true)
            {
                var count = await body.ReadAsync(buffer.AsMemory(held), cancellation);
                total += count;
                held += count;
                if (maxBytes > 0 && total >= maxBytes)
                    throw new ScrapeException(ScrapeFailure.BodySize, $"the page is not smaller than body_size_limit, {maxBytes} bytes");

                if (count == 0)
                {
                    reader.Read(buffer.AsSpan(0, held));
                    return total;
                }

                held = ReadWholeLines(buffer, held, reader);
                if (held == buffer.Length)
                    buffer = Enlarge(buffer);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Reads the whole lines and moves what is left to the front.</summary>
    private static int ReadWholeLines(byte[] buffer, int held, PageReader reader)
    {
        var end = buffer.AsSpan(0, held).LastIndexOf((byte)'\n') + 1;
        if (end == 0)
            return held;

        reader.Read(buffer.AsSpan(0, end));
        buffer.AsSpan(end, held - end).CopyTo(buffer);
        return held - end;
    }

    private static byte[] Enlarge(byte[] buffer)
    {
        if (buffer.Length >= MaxLine)
            throw new ScrapeException(ScrapeFailure.BodySize, $"a line of the page is longer than {MaxLine} bytes");

        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger.AsSpan());
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
