using System.Net.Http.Headers;
using Sonde.Emulator.Arms;
using Sonde.Emulator.Faults;
using Sonde.Emulator.Http;
using Sonde.Emulator.Journal;

namespace Sonde.Emulator.Prometheus;

/// <summary>The remote-write and query URLs of an instance: passed on to the one real Prometheus behind all of them.</summary>
/// <remarks>Nothing is added to the labels, so instances share their series; tell them apart by external labels.</remarks>
internal sealed class PrometheusProxy(EmulatorWorld world, FaultBook faults, RequestJournal journal) : IDisposable
{
    private const string WritePath = "/api/v3/write";
    private static readonly string[] s_passed = ["content-type", "content-encoding", "user-agent", "x-prometheus-remote-write-version", "accept"];

    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
    private readonly InstanceAuthorization _authorization = new(world.Accounts, world.Clock);

    public async Task HandleAsync(HttpContext context)
    {
        var request = await WireRequest.FromAsync(context);
        var requestId = RequestIds.For(Services.Prometheus);
        var entry = new JournalEntry(Services.Prometheus, request, requestId, world.Clock.GetUtcNow());
        var start = world.Clock.GetTimestamp();
        context.Response.Headers["x-acs-request-id"] = requestId;
        FaultRule? fault = null;
        Answer answer;
        try
        {
            var (cluster, path) = Split(request.RawPath);
            entry.Operation = path == WritePath ? "RemoteWrite" : path == "/api/v1/read" ? "RemoteRead" : "Query";
            var instance = world.Arms.Instances.GetValueOrDefault(cluster) ?? throw new Refusal(404, "InstanceNotFound", $"instance '{cluster}' does not exist");
            entry.Caller = _authorization.Check(instance, request, context.Connection.RemoteIpAddress, write: path == WritePath);
            world.Limits.Take(entry.Caller.AccountId, Services.Prometheus);
            fault = faults.Take(Services.Prometheus, entry.Operation, request);
            if (!await FaultActions.BeginAsync(fault, Services.Prometheus, entry.Operation, context, world.Clock))
            {
                Note(entry, start, status: 0, FaultActions.ResetCode);
                context.Abort();
                return;
            }

            answer = await ForwardAsync(request, path, context.RequestAborted);
            if (fault is { Mode: FaultMode.AfterWork, Status: > 0 })
                throw FaultRefusals.Of(fault, Services.Prometheus, entry.Operation);
        }
        catch (Refusal refusal)
        {
            entry.Code = refusal.Code;
            answer = Refused(refusal);
        }

        Note(entry, start, answer.Status, entry.Code);
        if (fault is { Mode: FaultMode.AfterWork, Status: 0 })
            context.Abort();
        else
            await AnswerWriter.WriteAsync(context, answer, fault);
    }

    private void Note(JournalEntry entry, long start, int status, string code)
    {
        (entry.Status, entry.Code) = (status, code);
        entry.Milliseconds = world.Clock.GetElapsedTime(start).TotalMilliseconds;
        journal.Add(entry);
    }

    public void Dispose() => _client.Dispose();

    /// <summary>Instance id, and the path behind it.</summary>
    private static (string Cluster, string Path) Split(string rawPath)
    {
        var rest = rawPath[InstanceView.PathPrefix.Length..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? (rest, "/") : (rest[..slash], rest[slash..]);
    }

    private static Answer Refused(Refusal refusal)
    {
        var answer = new Answer(refusal.Status, System.Text.Encoding.UTF8.GetBytes($"{refusal.Code}: {refusal.Message}\n"), "text/plain; charset=utf-8");
        if (refusal.Status == StatusCodes.Status401Unauthorized)
            answer.Headers["WWW-Authenticate"] = "Basic realm=\"prometheus\"";
        return refusal.RetryAfter is { } seconds ? answer.With("Retry-After", $"{seconds}") : answer;
    }

    private async Task<Answer> ForwardAsync(WireRequest request, string path, CancellationToken cancellation)
    {
        if (world.Options.Prometheus is not { } prometheus)
            throw new Refusal(503, "ServiceUnavailable", "this emulator was started without a Prometheus behind it (--prometheus URL)");
        var query = request.Target.Contains('?', StringComparison.Ordinal) ? request.Target[request.Target.IndexOf('?', StringComparison.Ordinal)..] : "";
        var target = new Uri(prometheus.AbsoluteUri.TrimEnd('/') + (path == WritePath ? "/api/v1/write" : path) + query);
        using var message = new HttpRequestMessage(new HttpMethod(request.Method), target);
        if (!request.Body.IsEmpty)
            message.Content = new ReadOnlyMemoryContent(request.Body);
        foreach (var name in s_passed)
        {
            if (request.Header(name) is { } value && !message.Headers.TryAddWithoutValidation(name, value))
                message.Content?.Headers.TryAddWithoutValidation(name, value);
        }

        try
        {
            using var response = await _client.SendAsync(message, cancellation);
            return new Answer((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellation), ContentType(response.Content.Headers));
        }
        catch (HttpRequestException e)
        {
            throw new Refusal(503, "ServiceUnavailable", $"the Prometheus behind this instance does not answer: {e.Message}");
        }
    }

    private static string? ContentType(HttpContentHeaders headers) => headers.ContentType?.ToString();
}
