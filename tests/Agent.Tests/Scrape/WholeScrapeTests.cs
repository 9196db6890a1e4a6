using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Sonde.Agent.Core.Config;
using Sonde.Agent.Core.Http;
using Sonde.Agent.Core.Scrape;
using Sonde.Agent.Core.Series;
using Sonde.Agent.Core.Telemetry;
using Sonde.Agent.Core.Timing;
using Sonde.Agent.Tests.Exposition;
using Sonde.Agent.Tests.Proxy;

namespace Sonde.Agent.Tests.Scrape;

/// <summary>One scrape from the request to its report.</summary>
public sealed class WholeScrapeTests
{
    private static readonly string s_large = string.Concat(Enumerable.Range(0, 100_000).Select(i => $"a{{i=\"{i}\"}} {i}\n"));

    private readonly ScrapeCounters _counters = new();

    [Fact]
    [Spec("6 extra report")]
    [Spec("6 body_size_limit")]
    public async Task Timeout_limit_and_size_of_a_scrape_are_series_where_asked_for()
    {
        const string Page = "a 1\nb 2\n";
        var job = Given.Job with { ExtraScrapeMetrics = true, SampleLimit = 5 };

        AssertExtras([10, 5, 8], await ScrapeAsync(job, FakeServer.Page(Page)));
        AssertExtras([10, 5, 8], await ScrapeAsync(job, Gzip(Page)));
        AssertExtras([10, 5, -1], await ScrapeAsync(job with { BodySizeLimit = Page.Length }, FakeServer.Page(Page)));
        AssertExtras([10, 5, 0], await ScrapeAsync(job, new HttpResponseMessage(HttpStatusCode.InternalServerError)));
        Assert.DoesNotContain((await ScrapeAsync(Given.Job, FakeServer.Page(Page))).Keys, series => series.StartsWith("scrape_body", StringComparison.Ordinal));
    }

    [Fact]
    [Spec("6 report series labels")]
    public async Task The_report_has_the_labels_of_the_target_and_no_metric_rule_drops_it()
    {
        var job = Given.Job with
        {
            Targets = [new StaticTarget("127.0.0.1:9000", [new LabelPair("function", "f")])],
            MetricRelabelRules = [new RelabelRule { Action = RelabelAction.Drop, SourceLabels = ["__name__"], Regex = ".*" }],
        };

        var samples = await ScrapeAsync(job, FakeServer.Page("a{up=\"x\"} 1\n"));

        const string Labels = "{function=\"f\",instance=\"127.0.0.1:9000\",job=\"fn\"}";
        Assert.Equal(
            ["scrape_duration_seconds", "scrape_samples_post_metric_relabeling", "scrape_samples_scraped", "scrape_series_added", "up"],
            samples.Keys.Select(series => series.Replace(Labels, "", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal((1, 1, 0), (samples["up" + Labels], samples["scrape_samples_scraped" + Labels], samples["scrape_samples_post_metric_relabeling" + Labels]));
    }

    [Fact]
    [Spec("7 7 hard pages")]
    public async Task A_page_of_100_000_series_is_read_whole()
    {
        var samples = await ScrapeAsync(Given.Job, FakeServer.Page(s_large));

        Assert.Equal(1, samples[TargetPages.With("up{}")]);
        Assert.Equal(100_000, samples[TargetPages.With("scrape_series_added{}")]);
        Assert.Equal(100_005, samples.Count);
        Assert.Equal(99_999, samples["a{i=\"99999\",instance=\"127.0.0.1:9000\",job=\"fn\"}"]);
    }

    [Fact]
    [Spec("7 7 hard pages")]
    [Spec("6 staleness: scrape failed")]
    public async Task Case_42_a_page_beyond_the_limit_leaves_nothing_but_its_report()
    {
        var samples = await ScrapeAsync(Given.Job with { BodySizeLimit = 1 << 20 }, FakeServer.Page(s_large));

        // What was read before the limit was met ends where it began.
        Assert.Equal(0, samples[TargetPages.With("up{}")]);
        Assert.All(samples.Where(sample => sample.Key.StartsWith("a{", StringComparison.Ordinal)), sample => Assert.True(double.IsNaN(sample.Value)));
        Assert.Equal(1, _counters.Failures(ScrapeFailure.BodySize));
    }

    [Theory]
    [InlineData("Content-Length: 1000\r\n\r\na 1\nb 2\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n8\r\na 1\nb 2\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nff\r\na 1\nb 2\n")]
    [Spec("7 7 hard pages")]
    public async Task A_body_shorter_than_it_says_fails_the_scrape(string rest)
    {
        await using RawEngine engine = new(async (connection, _) =>
        {
            await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Type: text/plain; version=0.0.4\r\n" + rest);
            connection.Close();
        });
        var job = Given.Job with { Targets = [new StaticTarget(engine.Address.ToString(), [])] };

        var samples = await ScrapeAsync(job, () => HandlerFactory.Create(new TlsOptions()));

        Assert.Equal(0, samples.Single(sample => sample.Key.StartsWith("up{", StringComparison.Ordinal)).Value);
        Assert.DoesNotContain(samples, sample => (sample.Key[0] is 'a' or 'b') && !double.IsNaN(sample.Value));
        Assert.Equal(1, _counters.Failures(ScrapeFailure.Connection));
    }

    [Fact]
    [Spec("7 7 hard pages")]
    public async Task A_gzip_body_cut_anywhere_fails_the_scrape()
    {
        const string Page = "a{b=\"c\"} 1\na{b=\"d\"} 2\n";
        var whole = await Gzip(Page).Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

        for (var length = 0; length < whole.Length; length++)
        {
            var samples = await ScrapeAsync(Given.Job, Packed(whole[..length]));
            Assert.True(samples[TargetPages.With("up{}")] == 0, $"cut after {length} of {whole.Length} bytes");
        }
    }

    private Task<Dictionary<string, double>> ScrapeAsync(ScrapeJob job, HttpResponseMessage answer) => ScrapeAsync(job, new FakeServer(_ => answer).NewHandler);

    private async Task<Dictionary<string, double>> ScrapeAsync(ScrapeJob job, Func<HttpMessageHandler> handlers)
    {
        FakeTimeProvider clock = new(Given.Noon);
        using TargetScraper scraper = new(Given.Target(job), new HttpConnections(handlers), _counters, new ThawWatch(clock), clock, NullLogger.Instance);
        var batch = Assert.IsType<SampleBatch>(await scraper.ScrapeAsync(Given.NoonMilliseconds, job.Timeout, TestContext.Current.CancellationToken));
        Dictionary<string, double> samples = new(StringComparer.Ordinal);
        foreach (var sample in batch.Samples)
        {
            LabelSet labels = new();
            LabelCodec.Decode(sample.Series.Labels, labels);
            samples[PageSample.Format(labels.Labels.Select(l => KeyValuePair.Create(l.Name, l.Value)))] = sample.Value;
        }

        batch.Release();
        return samples;
    }

    private static void AssertExtras(double[] expected, Dictionary<string, double> samples) =>
        Assert.Equal(expected, new[] { "scrape_timeout_seconds", "scrape_sample_limit", "scrape_body_size_bytes" }.Select(name => samples[TargetPages.With(name + "{}")]));

    private static HttpResponseMessage Gzip(string text)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return Packed(packed.ToArray());
    }

    private static HttpResponseMessage Packed(byte[] body)
    {
        ByteArrayContent content = new(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        content.Headers.ContentEncoding.Add("gzip");
        return new HttpResponseMessage { Content = content };
    }
}
