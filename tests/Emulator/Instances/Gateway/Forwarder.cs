namespace Sonde.Emulator.Instances.Gateway;

/// <summary>Carries one request to an instance and its answer back, both as they come.</summary>
internal static class Forwarder
{
    /// <summary>Header of the answer that tells which instance served; the real service has none like it.</summary>
    public const string InstanceHeader = "X-Emulator-Instance-Id";

    /// <summary>What an invocation with <c>x-fc-log-type: Tail</c> gets of the log.</summary>
    private const int LogBytes = 4096;

    private const int BufferBytes = 16 * 1024;

    /// <summary>Forwards. The client's abort ends the request inside too.</summary>
    /// <exception cref="InstanceFailure">The instance did not answer; nothing was written.</exception>
    public static async Task ForwardAsync(HttpContext context, InvokeCall call, Instance instance, CancellationToken cancellation)
    {
        using var request = Request(context.Request, call, instance);
        using var response = await SendAsync(request, instance, cancellation);
        InvokeHeaders.ToClient(response, context.Response);
        context.Response.Headers[InstanceHeader] = instance.Id;
        if (call.Kind == InvokeKind.Invocation && context.Request.Headers["x-fc-log-type"] == "Tail")
            context.Response.Headers["x-fc-log-result"] = Convert.ToBase64String(instance.Sandbox!.Log.End(LogBytes));
        await CopyAsync(response, context, cancellation);
    }

    private static HttpRequestMessage Request(HttpRequest from, InvokeCall call, Instance instance)
    {
        var method = call.Kind == InvokeKind.Invocation ? HttpMethod.Post : HttpMethod.Parse(from.Method);
        // Not normalised: the server inside sees the path as the client wrote it.
        var target = new Uri($"http://127.0.0.1:{instance.Function.Port}{call.Path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        var request = new HttpRequestMessage(method, target) { Version = new(1, 1) };
        if (from.ContentLength is > 0 || from.Headers.TransferEncoding.Count > 0 || (from.ContentLength == 0 && method == HttpMethod.Post))
            request.Content = new StreamContent(from.Body);
        InvokeHeaders.ToInstance(from, request, call, instance);
        return request;
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, Instance instance, CancellationToken cancellation)
    {
        try
        {
            return await instance.Http.SendAsync(request, cancellation);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            var sandbox = instance.Sandbox!;
            throw sandbox.Exited.IsCompletedSuccessfully
                ? InstanceFailure.Exited(await sandbox.Exited, sandbox.Log.Tail(20))
                : new InstanceFailure(StatusCodes.Status502BadGateway, "BadGateway", $"the server in the instance closed the connection: {error.Message}");
        }
    }

    private static async Task CopyAsync(HttpResponseMessage response, HttpContext context, CancellationToken cancellation)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellation);
        var buffer = new byte[BufferBytes];
        try
        {
            int count;
            while ((count = await body.ReadAsync(buffer, cancellation)) > 0)
            {
                await context.Response.Body.WriteAsync(buffer.AsMemory(0, count), cancellation);
                await context.Response.Body.FlushAsync(cancellation);
            }

            await context.Response.CompleteAsync();
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            // Half an answer cannot be taken back: the client sees the connection break, as it would behind the real gateway.
            context.Abort();
        }
    }
}
