using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Sonde.Agent.Core;
using Yarp.ReverseProxy.Forwarder;

namespace Sonde.Agent.Proxy;

/// <summary>What becomes of each request: a hook of the platform, a hidden path, or the engine's.</summary>
internal sealed class RequestFlow(IHttpForwarder forwarder, HttpMessageInvoker engine, string enginePrefix, AgentPipeline pipeline, RequestPush push, ProxyMeters meters, TimeProvider clock)
{
    private const int CallerLeft = 499;
    private const string ControlPath = "x-fc-control-path";

    // Engines may think for hours; the platform ends a request that takes too long by closing it.
    private static readonly ForwarderRequestConfig s_noLimits = new()
    {
        ActivityTimeout = TimeSpan.FromDays(20),
        Version = System.Net.HttpVersion.Version11,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    private readonly EngineTransformer _transformer = new();

    /// <summary>Serves a request.</summary>
    public Task ServeAsync(HttpContext context, ProxySettings settings)
    {
        if (IsHook(context, HttpMethods.Get, "/pre-stop"))
            return PreStopAsync(context, settings);
        if (IsHook(context, HttpMethods.Post, "/initialize") && !settings.Options.ForwardInitialize)
            return Task.CompletedTask;
        if (settings.Hidden.Hides(context.Request.Path.Value ?? ""))
            return HideAsync(context);
        return ForwardAsync(context, () => push.EndAsync(settings.Options.PushWithin));
    }

    /// <summary>The platform's hooks come by paths; a caller's request for the same path says in its control path that it is one.</summary>
    private static bool IsHook(HttpContext context, string method, string path) =>
        context.Request.Method == method && context.Request.Path.Value == path
            && (!context.Request.Headers.TryGetValue(ControlPath, out var control) || control == path);

    private async Task PreStopAsync(HttpContext context, ProxySettings settings)
    {
        // The hook may come again, and nothing says that the instance ends: whatever runs goes on.
        var flushed = pipeline.PushAsync(settings.Options.PreStop.Timeout);
        if (settings.Options.PreStop.Forward)
        {
            await ForwardAsync(context, async () =>
            {
                _ = push.EndAsync(TimeSpan.Zero);
                await flushed;
            });
        }

        await flushed;
    }

    private Task HideAsync(HttpContext context)
    {
        meters.AddHidden();
        return AnswerAsync(context, StatusCodes.Status404NotFound, "Not Found");
    }

    private async Task ForwardAsync(HttpContext context, Func<Task> beforeEnd)
    {
        push.Begin();
        ProxiedRequest request = new(context, beforeEnd, clock);
        var method = context.Request.Method;
        AbortWish abort = new(context.Features.GetRequiredFeature<IHttpRequestLifetimeFeature>());
        context.Features.Set<IHttpRequestLifetimeFeature>(abort);
        var aborted = AbortSide.Engine;
        try
        {
            context.Response.Body = new ObservedBody(context.Response.Body, request);
            aborted = Aborts.SideOf(await forwarder.SendAsync(context, enginePrefix, engine, s_noLimits, _transformer));
            if (aborted is AbortSide.Unanswered && !context.Response.HasStarted)
                await AnswerAsync(context, StatusCodes.Status502BadGateway, "sonde-agent: the engine does not answer");
        }
        finally
        {
            var code = aborted is AbortSide.Client && !context.Response.HasStarted ? CallerLeft : context.Response.StatusCode;
            meters.Add(code, method, request, aborted);
            await request.EndAsync();
        }

        abort.Fulfil(aborted);
    }

    private static Task AnswerAsync(HttpContext context, int code, string line)
    {
        context.Response.StatusCode = code;
        context.Response.ContentType = "text/plain; charset=utf-8";
        var text = line + "\n";
        context.Response.ContentLength = text.Length;
        return context.Response.WriteAsync(text, context.RequestAborted);
    }
}
