using System.Text.Json.Nodes;
using Sonde.Engine.Metrics;
using Sonde.Engine.Models;

namespace Sonde.Engine.Serving;

/// <summary>The engine's HTTP surface.</summary>
internal sealed class EngineServer(EngineOptions options, ModelDirectory model, Readiness readiness, IEngineMeters meters, ChatWriter writer, TimeProvider time)
{
    /// <summary>On every answer, so that nobody takes the stand-in for the engine.</summary>
    public const string Header = "X-Sonde-Stand-In";

    private readonly long _created = time.GetUtcNow().ToUnixTimeSeconds();

    private int ContextLength => options.ContextLength ?? model.ContextLength;

    /// <summary>Answers one request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        var begun = time.GetTimestamp();
        context.Response.Headers[Header] = options.Kind.ToString().ToLowerInvariant();
        try
        {
            await RouteAsync(context);
        }
        catch (RequestException refused)
        {
            await RefuseAsync(context.Response, refused);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // 499 is what the engines' access logs call a client that went away; nobody reads it.
            context.Response.StatusCode = 499;
        }
        finally
        {
            meters.Answered(context.Request.Path, context.Request.Method, context.Response.StatusCode, time.GetElapsedTime(begun));
        }
    }

    private Task RouteAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        Authorise(request);
        return (request.Method, request.Path.Value) switch
        {
            ("GET", "/health" or "/health_generate" or "/ping") => HealthAsync(response),
            ("GET", "/version") => WriteAsync(response, new JsonObject { ["version"] = StandIn.Version(options.Kind), ["stand_in"] = true }),
            ("GET", "/metrics" or "/metrics/") when options.MetricsPage => MetricsAsync(context),
            ("GET", "/v1/models") => WriteAsync(response, Models()),
            ("POST", "/v1/chat/completions") => ChatAsync(context),
            ("GET", "/get_model_info" or "/model_info") when options.Kind == EngineKind.Sglang =>
                WriteAsync(response, new JsonObject { ["model_path"] = options.Model, ["tokenizer_path"] = options.Model, ["is_generation"] = true, ["stand_in"] = true }),
            (_, "/v1/chat/completions") => throw new RequestException(405, "MethodNotAllowed", "Method Not Allowed"),
            _ => throw new RequestException(404, "NotFound", "Not Found"),
        };
    }

    private async Task ChatAsync(HttpContext context)
    {
        if (!readiness.IsReady)
            throw new RequestException(503, "ServiceUnavailable", "The model is still loading.");

        var chat = await ChatReader.ReadAsync(context.Request.Body, options.ServedNames, ContextLength, context.RequestAborted);
        await (chat.Stream ? writer.WriteStreamAsync(context.Response, chat, context.RequestAborted) : writer.WriteWholeAsync(context.Response, chat, context.RequestAborted));
    }

    private Task HealthAsync(HttpResponse response)
    {
        response.StatusCode = readiness.IsReady ? 200 : 503;
        return Task.CompletedTask;
    }

    // The vLLM image of 2025-08 carries client_python 0.22, the SGLang of 2026-07 one of 0.23 or later.
    private async Task MetricsAsync(HttpContext context)
    {
        var accept = context.Request.Headers.Accept.ToString();
        var open = OpenMetrics.IsAskedFor(accept);
        var underscores = options.Kind == EngineKind.Sglang && !accept.Contains("escaping=allow-utf-8", StringComparison.Ordinal);
        var page = meters.Print();
        context.Response.ContentType = open ? OpenMetrics.ContentType : "text/plain; version=0.0.4; charset=utf-8";
        await context.Response.WriteAsync(open ? OpenMetrics.From(page, underscores) : page, context.RequestAborted);
    }

    private JsonObject Models() => new()
    {
        ["object"] = "list",
        ["data"] = new JsonArray([.. options.ServedNames.Select(name => new JsonObject
        {
            ["id"] = name,
            ["object"] = "model",
            ["created"] = _created,
            ["owned_by"] = options.Kind.ToString().ToLowerInvariant(),
            ["root"] = options.Model,
            ["max_model_len"] = ContextLength,
        })]),
    };

    private void Authorise(HttpRequest request)
    {
        if (options.ApiKeys.Count == 0 || !request.Path.StartsWithSegments("/v1", StringComparison.Ordinal))
            return;
        var given = request.Headers.Authorization.ToString();
        if (!options.ApiKeys.Any(key => given == $"Bearer {key}"))
            throw new RequestException(401, "Unauthorized", "Unauthorized");
    }

    private static Task RefuseAsync(HttpResponse response, RequestException refused)
    {
        if (response.HasStarted)
            return Task.CompletedTask;
        response.StatusCode = refused.Status;
        return WriteAsync(response, new JsonObject { ["object"] = "error", ["message"] = refused.Message, ["type"] = refused.Type, ["param"] = null, ["code"] = refused.Status });
    }

    private static Task WriteAsync(HttpResponse response, JsonObject body)
    {
        response.ContentType = "application/json";
        return response.WriteAsync(body.ToJsonString(), response.HttpContext.RequestAborted);
    }
}
