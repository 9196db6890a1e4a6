using System.Net.Http.Headers;
using System.Text;
using Sonde.Agent.Core.Config;
using Sonde.Agent.Core.Http;

namespace Sonde.Agent.Core.RemoteWrite;

/// <summary>One POST to a receiver of remote write.</summary>
internal sealed class RemoteWriteClient(RemoteWriteDestination destination, HttpConnections connections, TimeProvider clock)
{
    private const int MaxErrorBytes = 1024;
    private const string ContentTypeV1 = "application/x-protobuf";
    private const string ContentTypeV2 = "application/x-protobuf;proto=io.prometheus.write.v2.Request";

    private static readonly string[] s_reserved = ["Content-Encoding", "Content-Type", "X-Prometheus-Remote-Write-Version", "User-Agent", "Host", "Content-Length"];

    private readonly Uri _url = new(destination.Url);
    private readonly Credentials _credentials = new(destination.Auth, clock);

    /// <summary>Lets go of idle connections.</summary>
    public void RenewConnections() => connections.Renew();

    /// <summary>Sends a compressed message.</summary>
    /// <param name="body">Snappy block.</param>
    /// <param name="protocol">What it is written in.</param>
    /// <param name="attempt">From 1; from the second on the receiver is told.</param>
    /// <param name="cancellation">Ends the call with an <see cref="OperationCanceledException"/>. The destination's timeout ends it with an answer without status.</param>
    public async Task<WriteAnswer> SendAsync(ReadOnlyMemory<byte> body, RemoteWriteProtocol protocol, int attempt, CancellationToken cancellation)
    {
        using CancellationTokenSource deadline = new(destination.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            using var request = Request(body, protocol, attempt);
            using var response = await connections.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return await AnswerAsync(response, protocol, either.Token);
        }
        catch (HttpRequestException e)
        {
            return new(null, null, Cause.Of(e));
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            return new(null, null, Cause.Of(e));   // disposed: the configuration was replaced meanwhile
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new(null, null, $"no answer within {destination.Timeout.TotalSeconds} s");
        }
    }

    private HttpRequestMessage Request(ReadOnlyMemory<byte> body, RemoteWriteProtocol protocol, int attempt)
    {
        ReadOnlyMemoryContent content = new(body);
        // As the specification spells it, without the blank that the typed header would put.
        content.Headers.TryAddWithoutValidation("Content-Type", protocol is RemoteWriteProtocol.V2 ? ContentTypeV2 : ContentTypeV1);
        content.Headers.ContentEncoding.Add("snappy");
        HttpRequestMessage request = new(HttpMethod.Post, _url) { Content = content };
        request.Headers.TryAddWithoutValidation("X-Prometheus-Remote-Write-Version", protocol is RemoteWriteProtocol.V2 ? "2.0.0" : "0.1.0");
        request.Headers.TryAddWithoutValidation("User-Agent", ProductName.UserAgent);
        if (attempt > 1)
            request.Headers.TryAddWithoutValidation("Retry-Attempt", $"{attempt - 1}");
        foreach (var header in destination.Headers)
        {
            if (!s_reserved.Contains(header.Name, StringComparer.OrdinalIgnoreCase))
                request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        }

        request.Headers.Authorization = _credentials.Header() ?? request.Headers.Authorization;
        return request;
    }

    private async Task<WriteAnswer> AnswerAsync(HttpResponseMessage response, RemoteWriteProtocol protocol, CancellationToken cancellation)
    {
        var status = (int)response.StatusCode;
        var written = protocol is RemoteWriteProtocol.V2 ? WrittenCounts.Of(response.Headers) : null;
        if (response.IsSuccessStatusCode)
            return new(status, null, "", written);

        if (status is 401 or 403)
            _credentials.Forget();
        return new(status, RetryAfter(response.Headers), _credentials.Hide(await ErrorTextAsync(response, cancellation)), written);
    }

    private TimeSpan? RetryAfter(HttpResponseHeaders headers)
    {
        // The typed header throws nothing away: garbage and negative numbers leave it null.
        var wait = headers.RetryAfter?.Delta ?? headers.RetryAfter?.Date - clock.GetUtcNow();
        return wait > TimeSpan.Zero ? wait : null;
    }

    private static async Task<string> ErrorTextAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var buffer = new byte[MaxErrorBytes];
        var length = 0;
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellation);
            length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            // The status is known, and half an explanation is better than none.
        }

        return Encoding.UTF8.GetString(buffer, 0, length);
    }
}
