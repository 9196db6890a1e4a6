using System.Text;
using Sonde.Agent.Core.Config;
using Sonde.Agent.Core.Exposition;
using Sonde.Agent.Core.RemoteWrite;
using Sonde.Agent.Core.Scrape;
using Sonde.Agent.Core.Series;
using Sonde.Testing;

namespace Sonde.Agent.Tests.Scrape;

public sealed class SteadyPageTests
{
    public static TheoryData<string, bool, RemoteWriteProtocol> Pages => new()
    {
        { "vllm-v1-0.10.1.prom", false, RemoteWriteProtocol.V1 },
        { "sglang-main-2026-07-full.prom", false, RemoteWriteProtocol.V2 },
        { "vllm-v1-main-2026-03-openmetrics-underscores.prom", true, RemoteWriteProtocol.V1 },   // with start times
        { "vllm-v1-main-2026-03-openmetrics-underscores.prom", true, RemoteWriteProtocol.V2 },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    [Spec("6 no memory per sample")]
    public void A_steady_page_costs_no_memory_per_sample_from_bytes_to_message(string name, bool isOpenMetrics, RemoteWriteProtocol protocol)
    {
        var page = Page(name, isOpenMetrics);
        PageReader reader = new(Given.Target());
        reader.Use(isOpenMetrics ? PageFormat.OpenMetrics : PageFormat.Text);
        EncodedRequest request = new();
        SampleEncoder encoder = new(request);
        using SenderRoute route = new(Given.Destination with { Protocol = protocol }, _ => new SocketsHttpHandler(), TimeProvider.System);
        SampleBatch batch = new(4096);
        var scrapes = 0;
        void ScrapeAndEncode()
        {
            batch.Clear();
            reader.Begin(batch, Given.NoonMilliseconds + ++scrapes);
            reader.Read(page);
            reader.EndOfBody();
            reader.Complete();
            encoder.Encode(batch.Samples.ToArray(), route);
        }

        for (var warmUp = 0; warmUp < 3; warmUp++)
            ScrapeAndEncode();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var scrape = 0; scrape < 100; scrape++)
            ScrapeAndEncode();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(batch.Count > 100, $"The page has only {batch.Count} samples.");
        // Per scrape the copy of the samples for the encoder, made by this test, and one delegate for the stale markers; nothing else that grows with the samples.
        var copies = 100L * batch.Count * System.Runtime.CompilerServices.Unsafe.SizeOf<Sample>();
        Assert.InRange(allocated - copies, 0, 100 * 512);
    }

    private static byte[] Page(string name, bool isOpenMetrics)
    {
        var text = File.ReadAllText(RepositoryRoot.Combine("tests", "Agent.Tests", "Pages", name));
        if (!isOpenMetrics)
            return Encoding.UTF8.GetBytes(text);

        // Without the note of where it comes from, and with an exemplar that stays.
        text = text[text.IndexOf("# HELP", StringComparison.Ordinal)..];
        return Encoding.UTF8.GetBytes(text.Replace("\n# EOF", "\n# TYPE x counter\nx_total 1 # {trace_id=\"KOO5S4vxi0o\"} 0.67\n# EOF", StringComparison.Ordinal));
    }
}
