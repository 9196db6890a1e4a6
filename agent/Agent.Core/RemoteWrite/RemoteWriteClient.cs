using System.Net.Http.Headers;
using System.Text;
using Sonde.Agent.Core.Config;
using Sonde.Agent.Core.Http;

namespace Sonde.Agent.Core.RemoteWrite;

/// <summary>One POST to a receiver of remote write 1.0.</summary>
internal sealed class RemoteWriteClient(RemoteWriteDestination destination, HttpConnections connections, TimeProvider clock)
{
    private const int MaxErrorBytes = 1024;
    private const int MaxErrorText = 256;

    private static readonly MediaTypeHeaderValue s_protobuf = new("application/x-protobuf");
    private static readonly string[] s_reserved = ["Content-Encoding", "Content-Type", "X-Prometheus-Remote-Write-Version", "User-Agent", "Host", "Content-Length"];

    private readonly Uri _url = new(destination.Url);

    /// <summary>Lets go of idle connections.</summary>
    public void RenewConnections() => connections.Renew();

    /// <summary>Sends a compressed message.</summary>
    /// <param name="body">Snappy block.</param>
    /// <param name="attempt">From 1; from the second on the receiver is told.</param>
    /// <param name="cancellation">Ends the call with an <see cref="OperationCanceledException"/>. The destination's timeout ends it with an answer without status.</param>
    public async Task<WriteAnswer> SendAsync(ReadOnlyMemory<byte> body, int attempt, CancellationToken cancellation)
    {
        using CancellationTokenSource deadline = new(destination.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            using var request = Request(body, attempt);
            using var response = await connections.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return await AnswerAsync(response, either.Token);
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

    private HttpRequestMessage Request(ReadOnlyMemory<byte> body, int attempt)
    {
        ReadOnlyMemoryContent content = new(body);
        content.Headers.ContentType = s_protobuf;
        content.Headers.ContentEncoding.Add("snappy");
        HttpRequestMessage request = new(HttpMethod.Post, _url) { Content = content };
        request.Headers.TryAddWithoutValidation("X-Prometheus-Remote-Write-Version", "0.1.0");
        request.Headers.TryAddWithoutValidation("User-Agent", ProductName.UserAgent);
        if (attempt > 1)
            request.Headers.TryAddWithoutValidation("Retry-Attempt", $"{attempt - 1}");
        foreach (var header in destination.Headers)
        {
            if (!s_reserved.Contains(header.Name, StringComparer.OrdinalIgnoreCase))
                request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        }

        request.Headers.Authorization = Authorization.Of(destination.Auth) ?? request.Headers.Authorization;
        return request;
    }

    private async Task<WriteAnswer> AnswerAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var status = (int)response.StatusCode;
        if (response.IsSuccessStatusCode)
            return new(status, null, "");

        return new(status, RetryAfter(response.Headers), await ErrorTextAsync(response, cancellation));
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

        var text = Encoding.UTF8.GetString(buffer, 0, length).ReplaceLineEndings(" ").Trim();
        return text.Length > MaxErrorText ? text[..MaxErrorText] + "…" : text;
    }
}
