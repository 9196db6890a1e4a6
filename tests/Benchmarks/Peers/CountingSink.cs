using System.Diagnostics;
using System.Globalization;
using System.Net;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Snappier;

namespace Sonde.Benchmarks.Peers;

/// <summary>A remote-write receiver that only counts: samples, bytes of bodies, and when the first sample came. It takes 1.0 and 2.0.</summary>
internal sealed class CountingSink : IAsyncDisposable
{
    private const int SamplesField = 2;
    private const int SeriesFieldOf1 = 1;
    private const int SeriesFieldOf2 = 5;

    private readonly WebApplication _app;
    private long _samples;
    private long _bytes;
    private long _firstSample;
    private long _refused;

    private CountingSink(WebApplication app)
    {
        _app = app;
        app.Run(TakeAsync);
    }

    /// <summary>Where to write to.</summary>
    public string Url => $"{_app.Urls.Single()}/api/v1/write";

    /// <summary>Samples so far, stale markers included.</summary>
    public long Samples => Interlocked.Read(ref _samples);

    /// <summary>Bytes of compressed bodies so far, those without samples (metadata) included.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>A <see cref="Stopwatch"/> time stamp; 0 while none came.</summary>
    public long FirstSampleAt => Interlocked.Read(ref _firstSample);

    /// <summary>Requests that were answered otherwise than 2xx; nothing else of them is counted.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>How requests are answered.</summary>
    public int Status { get; set; } = StatusCodes.Status204NoContent;

    public static async Task<CountingSink> StartAsync(CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        var sink = new CountingSink(builder.Build());
        await sink._app.StartAsync(cancellation);
        return sink;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        context.Response.StatusCode = Status;
        if (context.Response.StatusCode >= StatusCodes.Status300MultipleChoices)
        {
            Interlocked.Increment(ref _refused);
            return;
        }

        var isSecond = context.Request.ContentType?.Contains("io.prometheus.write.v2", StringComparison.Ordinal) == true;
        var samples = Count(Snappy.DecompressToArray(body.GetBuffer().AsSpan(0, (int)body.Length)), isSecond ? SeriesFieldOf2 : SeriesFieldOf1);
        if (samples > 0)
            Interlocked.CompareExchange(ref _firstSample, Stopwatch.GetTimestamp(), 0);
        Interlocked.Add(ref _samples, samples);
        Interlocked.Add(ref _bytes, body.Length);
        if (isSecond)
            context.Response.Headers["X-Prometheus-Remote-Write-Samples-Written"] = samples.ToString(CultureInfo.InvariantCulture);
    }

    // Decoding 100,000 series into objects would take the cores that the peers are measured on.
    private static long Count(byte[] message, int seriesField)
    {
        var samples = 0L;
        using var request = new CodedInputStream(message);
        while (request.ReadTag() is var tag and not 0)
        {
            if (WireFormat.GetTagFieldNumber(tag) != seriesField)
            {
                request.SkipLastField();
                continue;
            }

            var end = request.ReadLength() + request.Position;
            while (request.Position < end)
            {
                if (WireFormat.GetTagFieldNumber(request.ReadTag()) == SamplesField)
                    samples++;
                request.SkipLastField();
            }
        }

        return samples;
    }
}
