using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Sonde.Agent.Core.Config;
using Sonde.Agent.Core.Exposition;
using Sonde.Agent.Core.RemoteWrite;
using Sonde.Agent.Core.Scrape;
using Sonde.Agent.Core.Series;

namespace Sonde.Agent.Tests.Scrape;

/// <summary>A page of which a part lives for ten scrapes only, for ten thousand such series.</summary>
public sealed class ChurnTests
{
    private const int Scrapes = 300;
    private const int Born = 37;
    private const int Lifetime = 10;
    private const int Steady = 600;

    // What the cache of keys may hold beyond the page, as it forgets by the batch.
    private const int MostKeys = (2 * (Steady + (Born * Lifetime) + 1)) + 512;

    public static TheoryData<string, RemoteWriteProtocol> Pages => new()
    {
        { "text", RemoteWriteProtocol.V1 },
        { "text", RemoteWriteProtocol.V2 },
        { "OpenMetrics", RemoteWriteProtocol.V2 },
        { "either", RemoteWriteProtocol.V2 },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public void Of_ten_thousand_series_that_vanished_nothing_is_kept(string written, RemoteWriteProtocol protocol)
    {
        PageReader reader = new(Given.Target());
        SampleQueue queue = new(new QueueOptions());
        SampleEncoder encoder = new(new EncodedRequest());
        using SenderRoute route = new(Given.Destination with { Protocol = protocol, ExternalLabels = [new("region", "r")] }, _ => new SocketsHttpHandler(), TimeProvider.System);

        var born = Churn(reader, queue, encoder, route, written);
        GC.Collect();
        var kept = born.Count(series => series.IsAlive);

        Assert.True(born.Count > 10_000, $"Only {born.Count} series were born.");
        Assert.InRange(reader.KnownKeys, Steady, MostKeys);
        Assert.InRange(reader.KnownSeries, Steady, MostKeys);
        Assert.InRange(kept, 0, MostKeys - Steady);
        GC.KeepAlive(encoder);
        GC.KeepAlive(queue);
    }

    [Fact]
    public void Forgetting_keys_uses_the_arrays_that_are_there()
    {
        KeyCache keys = new();
        var (allocated, turns) = (0L, 0);
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        for (var page = 0; page < Scrapes; page++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            keys.BeginPage();
            for (var key = page * Born; key < (page * Born) + Steady; key++)
            {
                BitConverter.TryWriteBytes(bytes, key);
                if (!keys.TryTake(bytes, out _))
                    keys.Add(bytes, null);
            }

            turns += keys.EndPage() ? 1 : 0;
            allocated += turns > 0 ? GC.GetAllocatedBytesForCurrentThread() - before : 0;
        }

        // A block of keys and the heads of the chains; the entries alone are 80 kB.
        Assert.InRange(turns, 5, Scrapes);
        Assert.InRange(allocated / turns, 0, 100_000);
    }

    // Of its own, so that no local of the test holds a series.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static List<WeakReference> Churn(PageReader reader, SampleQueue queue, SampleEncoder encoder, SenderRoute route, string written)
    {
        List<WeakReference> born = [];
        List<Sample> taken = [];
        for (var scrape = 0; scrape < Scrapes; scrape++)
        {
            var format = written == "OpenMetrics" || (written == "either" && scrape % 2 == 1) ? PageFormat.OpenMetrics : PageFormat.Text;
            var page = Page(scrape, format);
            SampleBatch batch = new(0);
            reader.Begin(batch, Given.NoonMilliseconds + scrape);
            reader.Use(format);
            reader.Read(page);
            reader.EndOfBody();
            reader.Complete();
            queue.Add(batch);
            foreach (var sample in batch.Samples[..(Steady + (Born * Lifetime))][^Born..])
                born.Add(new WeakReference(sample.Series));
            batch.Release();

            // The receiver is away now and then.
            if (scrape % 60 < 10)
                continue;
            queue.Take(taken, int.MaxValue, int.MaxValue);
            encoder.Encode(taken, route);
            taken.Clear();
        }

        return born;
    }

    private static byte[] Page(int scrape, PageFormat format)
    {
        StringBuilder page = new("# TYPE steady gauge\n");
        for (var i = 0; i < Steady; i++)
            page.Append(CultureInfo.InvariantCulture, $"steady{{i=\"{i}\"}} {scrape}\n");
        page.Append("# TYPE session_tokens counter\n");
        for (var session = scrape * Born; session < (scrape + Lifetime) * Born; session++)
            page.Append(CultureInfo.InvariantCulture, $"session_tokens_total{{session=\"s-{session:x8}\"}} {session}\n");
        return Encoding.UTF8.GetBytes(page.Append(format is PageFormat.OpenMetrics ? "# EOF\n" : "").ToString());
    }
}
