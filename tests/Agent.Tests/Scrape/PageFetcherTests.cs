using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Sonde.Agent.Core.Config;
using Sonde.Agent.Core.Http;
using Sonde.Agent.Core.Scrape;
using Sonde.Agent.Core.Series;

namespace Sonde.Agent.Tests.Scrape;

public sealed class PageFetcherTests
{
    private const string Page = "a 1\nb 2\n";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    [Spec("6 request")]
    public async Task A_scrape_asks_for_text_first_and_never_for_escaped_names()
    {
        FakeServer server = new(_ => FakeServer.Page(Page));

        Assert.Equal(2, await FetchAsync(server, Given.Job with { Auth = new HttpAuth.Bearer("t"), Headers = [new HttpHeader("X-A", "b")] }));

        var request = Assert.Single(server.Requests).Request;
        Assert.Equal(HttpMethod.Get, request.Method);
        Assert.Equal("text/plain;version=0.0.4;q=1,*/*;q=0.1", Header(request, "Accept"));
        Assert.Equal("gzip", Header(request, "Accept-Encoding"));
        Assert.Equal("10", Header(request, "X-Prometheus-Scrape-Timeout-Seconds"));
        Assert.StartsWith("sonde-agent/", Header(request, "User-Agent"), StringComparison.Ordinal);
        Assert.Equal("Bearer t", Header(request, "Authorization"));
        Assert.Equal("b", Header(request, "X-A"));
    }

    [Fact]
    [Spec("6 request")]
    [Spec("6 UTF-8 escaping")]
    public async Task A_job_may_ask_for_other_formats_in_its_order()
    {
        FakeServer server = new(_ => FakeServer.Page(Page));

        await FetchAsync(server, Given.Job with { ScrapeProtocols = [ScrapeProtocol.OpenMetricsText100, ScrapeProtocol.OpenMetricsText001, ScrapeProtocol.PrometheusText100, ScrapeProtocol.PrometheusText004] });

        Assert.Equal(
            "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,"
                + "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2",
            Header(Assert.Single(server.Requests).Request, "Accept"));
    }

    [Theory]
    [InlineData("application/openmetrics-text; version=1.0.0; charset=utf-8", null, true)]
    [InlineData("text/plain; version=0.0.4", null, false)]
    [InlineData("text/plain; version=0.0.4", "OpenMetricsText1.0.0", false)]
    [InlineData("text/html", "OpenMetricsText1.0.0", true)]
    [InlineData("text/html", "PrometheusText0.0.4", false)]
    [InlineData(null, "OpenMetricsText0.0.1", true)]
    [Spec("5 1 content type and EOF")]
    [Spec("6 Content-Type")]
    public async Task The_content_type_decides_how_a_page_is_read_and_the_fallback_where_there_is_none(string? type, string? fallback, bool isOpenMetrics)
    {
        FakeServer server = new(_ =>
        {
            ByteArrayContent content = new("a 1 1.5\n# EOF\n"u8.ToArray());
            if (type is not null)
                content.Headers.TryAddWithoutValidation("Content-Type", type);
            return new HttpResponseMessage { Content = content };
        });
        var job = Given.Job with { FallbackScrapeProtocol = ScrapeProtocol.All.FirstOrDefault(p => p.Name == fallback) };

        if (isOpenMetrics)
            Assert.Equal(1, await FetchAsync(server, job));   // 1.5 is a time in OpenMetrics only
        else
            Assert.Contains("not in the text format", (await Assert.ThrowsAsync<ScrapeException>(() => FetchAsync(server, job))).Message, StringComparison.Ordinal);
    }

    [Fact]
    [Spec("5 1 content type and EOF")]
    [Spec("7 7 hard pages")]
    public async Task An_OpenMetrics_page_that_was_cut_fails()
    {
        FakeServer server = new(_ => new HttpResponseMessage { Content = new StringContent("a 1\n", Encoding.UTF8, "application/openmetrics-text") });

        var e = await Assert.ThrowsAsync<ScrapeException>(() => FetchAsync(server, Given.Job));

        Assert.Equal((ScrapeFailure.Parse, true), (e.Reason, e.Message.Contains("# EOF", StringComparison.Ordinal)));
    }

    [Fact]
    [Spec("6 encoding")]
    [Spec("7 7 hard pages")]
    public async Task A_gzip_body_is_unpacked_and_one_cut_short_fails()
    {
        var packed = Gzip(Page);

        Assert.Equal(2, await FetchAsync(new FakeServer(_ => Bytes(packed, "gzip")), Given.Job));
        var e = await Assert.ThrowsAnyAsync<Exception>(() => FetchAsync(new FakeServer(_ => Bytes(packed[..^12], "gzip")), Given.Job));
        Assert.True(e is ScrapeException or IOException, e.ToString());
    }

    [Theory]
    [InlineData(404, "metrics_path")]
    [InlineData(501, "--metrics")]
    [InlineData(503, "loading")]
    [InlineData(500, "500")]
    [InlineData(204, "204")]
    [Spec("6 status")]
    public async Task Case_18_any_status_but_200_fails_the_scrape_and_says_what_to_look_at(int status, string hint)
    {
        var e = await Assert.ThrowsAsync<ScrapeException>(() => FetchAsync(new FakeServer(_ => new HttpResponseMessage((HttpStatusCode)status)), Given.Job));

        Assert.Equal(ScrapeFailure.Status, e.Reason);
        Assert.Contains(hint, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Case_07_JSON_is_no_metrics_page_and_the_message_names_the_right_path()
    {
        FakeServer server = new(_ => new HttpResponseMessage { Content = new StringContent("[{\"iter\":291}]", Encoding.UTF8, "application/json") });

        var e = await Assert.ThrowsAsync<ScrapeException>(() => FetchAsync(server, Given.Job));

        Assert.Contains("JSON", e.Message, StringComparison.Ordinal);
        Assert.Contains("/prometheus/metrics", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Spec("6 Content-Type")]
    public async Task A_page_of_another_type_or_none_or_without_content_fails()
    {
        FakeServer html = new(_ => new HttpResponseMessage { Content = new StringContent(Page, Encoding.UTF8, "text/html") });
        FakeServer untyped = new(_ => new HttpResponseMessage { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Page)) });
        FakeServer empty = new(_ => FakeServer.Page(""));

        foreach (var server in new[] { html, untyped, empty })
            Assert.Equal(ScrapeFailure.ContentType, (await Assert.ThrowsAsync<ScrapeException>(() => FetchAsync(server, Given.Job))).Reason);
    }

    [Fact]
    public async Task Case_08_a_redirect_to_the_slash_is_followed_on_the_same_server_only()
    {
        FakeServer server = new(request => request.RequestUri!.AbsolutePath == "/metrics" ? Redirect("http://model-fn.example.com/metrics/") : FakeServer.Page(Page));

        Assert.Equal(2, await FetchAsync(server, Given.Job));
        Assert.Equal("http://127.0.0.1:9000/metrics/", server.Requests.Last().Request.RequestUri!.AbsoluteUri);
    }

    [Theory]
    [InlineData("http://evil.example.com/other")]
    [InlineData("http://127.0.0.1:9001/other")]
    [InlineData("/metrics")]   // for ever
    public async Task A_redirect_elsewhere_or_without_end_is_refused(string location)
    {
        FakeServer server = new(_ => Redirect(location));

        Assert.Equal(ScrapeFailure.Redirect, (await Assert.ThrowsAsync<ScrapeException>(() => FetchAsync(server, Given.Job))).Reason);
        Assert.All(server.Requests, r => Assert.Equal("127.0.0.1:9000", r.Request.RequestUri!.Authority));
    }

    [Fact]
    [Spec("6 body_size_limit")]
    public async Task The_size_limit_counts_unpacked_bytes()
    {
        var page = string.Concat(Enumerable.Range(0, 10_000).Select(i => $"a{{i=\"{i}\"}} 1\n"));
        FakeServer server = new(_ => Bytes(Gzip(page), "gzip"));

        Assert.Equal(10_000, await FetchAsync(server, Given.Job with { BodySizeLimit = page.Length + 1 }));
        Assert.Equal(ScrapeFailure.BodySize, (await Assert.ThrowsAsync<ScrapeException>(() => FetchAsync(server, Given.Job with { BodySizeLimit = page.Length }))).Reason);
    }

    [Fact]
    public async Task A_line_without_end_does_not_fill_the_memory()
    {
        FakeServer server = new(_ => FakeServer.Page("a{b=\"" + new string('x', 9 << 20)));

        Assert.Equal(ScrapeFailure.BodySize, (await Assert.ThrowsAsync<ScrapeException>(() => FetchAsync(server, Given.Job))).Reason);
    }

    private static async Task<int> FetchAsync(FakeServer server, ScrapeJob job)
    {
        using HttpConnections connections = new(server.NewHandler);
        PageReader reader = new(Given.Target(job));
        SampleBatch batch = new(0);
        reader.Begin(batch, Given.NoonMilliseconds);
        await new PageFetcher(Given.Target(job), connections, TimeProvider.System).FetchAsync(reader, Cancellation);
        reader.Complete();
        return batch.Count;
    }

    private static string Header(HttpRequestMessage request, string name) => string.Join(",", request.Headers.NonValidated[name]);

    private static HttpResponseMessage Redirect(string location)
    {
        HttpResponseMessage response = new(HttpStatusCode.TemporaryRedirect);
        response.Headers.Location = new Uri(location, UriKind.RelativeOrAbsolute);
        return response;
    }

    private static HttpResponseMessage Bytes(byte[] body, string encoding)
    {
        ByteArrayContent content = new(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        content.Headers.ContentEncoding.Add(encoding);
        return new HttpResponseMessage { Content = content };
    }

    private static byte[] Gzip(string text)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }
}
