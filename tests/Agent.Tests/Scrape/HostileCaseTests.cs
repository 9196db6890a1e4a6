using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Sonde.Agent.Core.Http;
using Sonde.Agent.Core.Scrape;
using Sonde.Agent.Core.Series;
using Sonde.Agent.Core.Telemetry;
using Sonde.Agent.Core.Timing;
using Sonde.Agent.Tests.RemoteWrite;

namespace Sonde.Agent.Tests.Scrape;

/// <summary>Engines that refuse, and pages that would fill the memory: each fails its scrape with a reason, and the next one works.</summary>
public sealed class HostileCaseTests : IDisposable
{
    private const long Limit = 1 << 20;

    private static readonly byte[] s_tenMegabytes = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 500_000).Select(i => $"x{{l=\"{i * 7919L}\"}} 1\n")));

    private readonly FakeTimeProvider _clock = new(Given.Noon);
    private readonly LineLog _log = new();
    private readonly ScrapeCounters _counters = new();
    private readonly TargetScraper _scraper;
    private Func<HttpResponseMessage> _answer = () => FakeServer.Page("a 1\n");
    private long _now = Given.NoonMilliseconds;

    public HostileCaseTests() =>
        _scraper = new(Given.Target(Given.Job with { BodySizeLimit = Limit, LabelValueLengthLimit = 1000 }), new HttpConnections(new FakeServer(_ => _answer()).NewHandler), _counters, new ThawWatch(_clock), _clock, _log);

    public static TheoryData<string> Pages => ["ten megabytes", "long label", "gzip bomb", "endless"];

    public void Dispose() => _scraper.Dispose();

    [Fact]
    public async Task Case_18_each_state_of_a_starting_engine_is_told_once_with_what_to_do()
    {
        foreach (var status in (int[])[0, 0, 503, 503, 503, 501, 501, 404, 404, 200, 200])
        {
            _answer = status switch
            {
                0 => () => throw new HttpRequestException("Connection refused"),
                200 => () => FakeServer.Page("a 1\n"),
                _ => () => new HttpResponseMessage((HttpStatusCode)status),
            };
            Assert.Equal(status == 200 ? 1 : 0, await UpAsync());
        }

        Assert.Collection(_log.Lines,
            line => Assert.Contains("failed (Connection): Connection refused", line, StringComparison.Ordinal),
            line => Assert.Contains("answered 503; the engine may still be loading its model", line, StringComparison.Ordinal),
            line => Assert.Contains("works: 1 samples (after 9 failures)", line, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    [Spec("7 7 hard pages")]
    public async Task Case_42_a_hostile_page_fails_its_scrape_and_the_next_one_works(string page)
    {
        Assert.Equal(1, await UpAsync());
        _answer = () => Hostile(page);

        Assert.Equal(0, await UpAsync());

        Assert.Equal(1, _counters.Failures(page == "long label" ? ScrapeFailure.LabelLimit : ScrapeFailure.BodySize));
        _answer = () => FakeServer.Page("a 1\n");
        Assert.Equal(1, await UpAsync());
    }

    private static HttpResponseMessage Hostile(string page) => page switch
    {
        "ten megabytes" => Body(new MemoryStream(s_tenMegabytes), null),
        "long label" => FakeServer.Page($"x{{l=\"{new string('y', 900_000)}\"}} 1\n"),
        "gzip bomb" => Body(new MemoryStream(Bomb()), "gzip"),
        _ => Body(new EndlessPage(), null),
    };

    private static HttpResponseMessage Body(Stream stream, string? encoding)
    {
        StreamContent content = new(stream);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        if (encoding is not null)
            content.Headers.ContentEncoding.Add(encoding);
        return new HttpResponseMessage { Content = content };
    }

    /// <summary>A hundred thousand bytes that unpack to a hundred million.</summary>
    private static byte[] Bomb()
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Optimal))
        {
            var lines = new byte[1 << 20];
            for (var i = 0; i < lines.Length; i++)
                lines[i] = "a 1\n"u8[i % 4];
            for (var i = 0; i < 100; i++)
                gzip.Write(lines);
        }

        return packed.ToArray();
    }

    private async Task<double> UpAsync()
    {
        _now += 15_000;
        var batch = Assert.IsType<SampleBatch>(await _scraper.ScrapeAsync(_now, TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
        var up = double.NaN;
        LabelSet labels = new();
        foreach (var sample in batch.Samples)
        {
            LabelCodec.Decode(sample.Series.Labels, labels);
            if (labels.Name == "up")
                up = sample.Value;
        }

        batch.Release();
        return up;
    }
}
