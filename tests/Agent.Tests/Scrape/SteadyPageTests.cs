using Sonde.Agent.Core.RemoteWrite;
using Sonde.Agent.Core.Scrape;
using Sonde.Agent.Core.Series;
using Sonde.Testing;

namespace Sonde.Agent.Tests.Scrape;

public sealed class SteadyPageTests
{
    [Theory]
    [InlineData("vllm-v1-0.10.1.prom")]
    [InlineData("sglang-main-2026-07-full.prom")]
    public void A_steady_page_costs_no_memory_per_sample_from_bytes_to_message(string name)
    {
        var page = File.ReadAllBytes(RepositoryRoot.Combine("tests", "Agent.Tests", "Pages", name));
        PageReader reader = new(Given.Target());
        OutgoingLabels labels = new(Given.Destination);
        EncodedRequest request = new();
        SampleBatch batch = new(4096);
        for (var warmUp = 1; warmUp < 4; warmUp++)
            ScrapeAndEncode(reader, page, batch, warmUp, labels, request);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var scrape = 4; scrape < 104; scrape++)
            ScrapeAndEncode(reader, page, batch, scrape, labels, request);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(batch.Count > 100, $"The page has only {batch.Count} samples.");
        // Per scrape one delegate for the stale markers; nothing that grows with the samples.
        Assert.InRange(allocated, 0, 100 * 256);
    }

    private static void ScrapeAndEncode(PageReader reader, byte[] page, SampleBatch batch, long timestamp, OutgoingLabels labels, EncodedRequest request)
    {
        batch.Clear();
        reader.Begin(batch, timestamp);
        reader.Read(page);
        reader.Complete();

        request.Clear();
        foreach (var sample in batch.Samples)
            WriteRequestEncoder.AddSample(request, labels.Of(sample.Series), sample.Value, sample.Timestamp);
    }
}
