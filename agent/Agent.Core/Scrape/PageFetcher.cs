using System.Globalization;
using System.IO.Compression;
using System.Net;
using Sonde.Agent.Core.Exposition;
using Sonde.Agent.Core.Http;

namespace Sonde.Agent.Core.Scrape;

/// <summary>Gets the page of one target and hands its lines to the reader.</summary>
internal sealed class PageFetcher(ScrapeTarget target, HttpConnections connections, TimeProvider clock)
{
    private const int MaxRedirects = 5;

    private readonly string _accept = Negotiation.Accept(target.Job.ScrapeProtocols);
    private readonly Credentials _credentials = new(target.Job.Auth, clock);
    private readonly Uri _url = PageAddress.Connectable(target.Url);
    private readonly string _timeout = target.Job.Timeout.TotalSeconds.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads the whole page.</summary>
    /// <returns>Its size in bytes, uncompressed.</returns>
    /// <exception cref="ScrapeException">There is no page, or it breaks a limit.</exception>
    /// <exception cref="ExpositionException">The page is not in the text format.</exception>
    /// <exception cref="HttpRequestException">No connection, or it broke.</exception>
    /// <exception cref="IOException">The body broke off.</exception>
    public async Task<long> FetchAsync(PageReader reader, CancellationToken cancellation)
    {
        using var response = await GetAsync(cancellation);
        if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            _credentials.Forget();
        CheckStatus(response);
        var format = Negotiation.FormatOf(response.Content.Headers.ContentType?.MediaType, target.Job.FallbackScrapeProtocol);
        reader.Use(format);
        try
        {
            await using var raw = await response.Content.ReadAsStreamAsync(cancellation);
            await using var gzip = IsGzip(response) ? new GZipStream(raw, CompressionMode.Decompress) : null;
            var length = await PageBody.ReadLinesAsync(gzip ?? raw, target.Job.BodySizeLimit, reader, cancellation);
            if (length == 0)
                throw new ScrapeException(ScrapeFailure.ContentType, "the page is empty");
            reader.EndOfBody();
            return length;
        }
        catch (ExpositionException e)
        {
            throw new ScrapeException(ScrapeFailure.Parse, $"the page is not {(format is PageFormat.OpenMetrics ? "OpenMetrics" : "in the text format 0.0.4")}: {e.Message}", e);
        }
        catch (InvalidDataException e)
        {
            throw new ScrapeException(ScrapeFailure.Connection, "the gzip body is damaged or cut short", e);
        }
    }

    private async Task<HttpResponseMessage> GetAsync(CancellationToken cancellation)
    {
        var url = _url;
        for (var redirects = 0; ; redirects++)
        {
            using var request = Request(url);
            var response = await connections.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            if ((int)response.StatusCode is < 300 or >= 400)
                return response;

            var location = response.Headers.Location;
            response.Dispose();
            if (!target.Job.FollowRedirects || redirects == MaxRedirects)
                throw new ScrapeException(ScrapeFailure.Redirect, $"{url.AbsolutePath} redirects to {location}, and no more redirects are followed");

            url = PageAddress.Redirected(url, location)
                ?? throw new ScrapeException(ScrapeFailure.Redirect, $"{url.AbsolutePath} redirects to another server, {location}; set metrics_path to where the page is");
        }
    }

    private HttpRequestMessage Request(Uri url)
    {
        HttpRequestMessage request = new(HttpMethod.Get, url);
        request.Headers.Host = url.Host == target.Url.Host ? null : target.Url.Authority;
        request.Headers.TryAddWithoutValidation("Accept", _accept);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", target.Job.EnableCompression ? "gzip" : "identity");
        request.Headers.TryAddWithoutValidation("X-Prometheus-Scrape-Timeout-Seconds", _timeout);
        request.Headers.TryAddWithoutValidation("User-Agent", ProductName.UserAgent);
        foreach (var header in target.Job.Headers)
            request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        request.Headers.Authorization = _credentials.Header() ?? request.Headers.Authorization;
        return request;
    }

    private static void CheckStatus(HttpResponseMessage response)
    {
        if (response.StatusCode is not HttpStatusCode.OK)
            throw new ScrapeException(ScrapeFailure.Status, $"the target answered {(int)response.StatusCode}{Hint(response.StatusCode)}");
    }

    private static string Hint(HttpStatusCode status) => status switch
    {
        HttpStatusCode.NotFound => "; is metrics_path right, and are the engine's metrics switched on (SGLang: --enable-metrics)?",
        HttpStatusCode.NotImplemented => "; the engine's metrics are switched off (llama.cpp: --metrics)",
        HttpStatusCode.ServiceUnavailable => "; the engine may still be loading its model",
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => "; the job's authorization is refused",
        _ => "",
    };

    private static bool IsGzip(HttpResponseMessage response) => response.Content.Headers.ContentEncoding.LastOrDefault() switch
    {
        null or "identity" => false,
        "gzip" or "x-gzip" => true,
        var other => throw new ScrapeException(ScrapeFailure.ContentType, $"the body is encoded as '{other}', which was not asked for"),
    };
}
