using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using k8s;

namespace Sonde.Operator.Kube;

/// <summary>Every call of the runtime goes through here: credentials, deadline, refusal, body.</summary>
/// <remarks>
/// The client's typed operations hide what an informer must see (pages, bookmarks, the Status inside a watch, the bytes going silent), so only its connection,
/// credentials and models are used.
/// </remarks>
[SuppressMessage("Performance", "CA1812", Justification = "Made by the container.")]
internal sealed class KubeApi(Kubernetes client, KubeOptions options, TimeProvider clock)
{
    private const string MergePatch = "application/merge-patch+json";
    private const string Json = "application/json";

    public Task<JsonElement> GetAsync(string path, CancellationToken cancellation) => SendAsync(HttpMethod.Get, path, body: null, Json, cancellation);

    public Task<JsonElement> PostAsync(string path, string body, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Post, Managed(path), body, Json, cancellation);

    public Task<JsonElement> PutAsync(string path, string body, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Put, Managed(path), body, Json, cancellation);

    /// <summary>JSON merge patch (RFC 7386): only the members named change.</summary>
    public Task<JsonElement> PatchAsync(string path, JsonNode patch, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Patch, Managed(path), patch.ToJsonString(), MergePatch, cancellation);

    /// <summary>Opens a stream of lines; the deadline covers its head only.</summary>
    public async Task<HttpResponseMessage> OpenAsync(string path, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(client.BaseUri, path));
        return await AnswerToAsync(request, cancellation);
    }

    private string Managed(string path) => $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}fieldManager={options.Name}";

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, string? body, string mediaType, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, new Uri(client.BaseUri, path));
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(mediaType));

        using var response = await AnswerToAsync(request, cancellation);
        using var deadline = new CancellationTokenSource(options.Watch.AnswerTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, deadline.Token);
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(either.Token);
            using var document = await JsonDocument.ParseAsync(stream, default, either.Token);
            return document.RootElement.Clone();
        }
        catch (OperationCanceledException e) when (deadline.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"The body of {method} {path} did not end within {options.Watch.AnswerTimeout}.", e);
        }
    }

    private async Task<HttpResponseMessage> AnswerToAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(options.Watch.AnswerTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, deadline.Token);
        request.Headers.UserAgent.ParseAdd(options.Name);
        request.Headers.Accept.ParseAdd(Json);
        try
        {
            if (client.Credentials is { } credentials)
                await credentials.ProcessHttpRequestAsync(request, either.Token);

            var response = await client.HttpClient.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (response.IsSuccessStatusCode)
                return response;

            using (response)
                throw await RefusalOfAsync(response, either.Token);
        }
        catch (OperationCanceledException e) when (deadline.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"{request.Method} {request.RequestUri?.AbsolutePath} was not answered within {options.Watch.AnswerTimeout}.", e);
        }
    }

    private static async Task<KubeApiException> RefusalOfAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var text = await response.Content.ReadAsStringAsync(cancellation);
        var (reason, message) = StatusBody.Read(text);
        return new(response.StatusCode, reason ?? response.ReasonPhrase ?? "", message ?? "no message", response.Headers.RetryAfter?.Delta);
    }
}
