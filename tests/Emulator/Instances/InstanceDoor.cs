using System.Text.Json.Nodes;

namespace Sonde.Emulator.Instances;

/// <summary>What people and tests ask about running instances, below <c>/_emulator/instances</c>: the list, and what one of them wrote.</summary>
internal static class InstanceDoor
{
    public const string Path = "/_emulator/instances";
    private const string LogsSuffix = "/logs";

    /// <summary>Whether the request is for here.</summary>
    public static bool Takes(string path) => path == Path || (path.StartsWith(Path + "/", StringComparison.Ordinal) && path.EndsWith(LogsSuffix, StringComparison.Ordinal));

    /// <summary>Answers; 404 when there is no such instance, or when instances are not run.</summary>
    public static Task HandleAsync(HttpContext context, IInstanceHost host)
    {
        var path = context.Request.Path.Value ?? "";
        var living = (host as SandboxHost)?.Living ?? [];
        if (path == Path)
            return WriteAsync(context, "application/json", new JsonArray([.. living.Select(View)]).ToJsonString());

        var id = path[(Path.Length + 1)..^LogsSuffix.Length];
        if (living.FirstOrDefault(instance => instance.Id == id)?.Sandbox is { } sandbox)
            return WriteAsync(context, "text/plain; charset=utf-8", string.Concat(sandbox.Log.Lines().Select(line => line + "\n")));
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return WriteAsync(context, "text/plain; charset=utf-8", $"no instance '{id}' is running\n");
    }

    private static Task WriteAsync(HttpContext context, string type, string body)
    {
        context.Response.ContentType = type;
        return context.Response.WriteAsync(body, context.RequestAborted);
    }

    private static JsonObject View(Instance instance) => new()
    {
        ["instanceId"] = instance.Id,
        ["functionName"] = instance.Function.Name,
        ["qualifier"] = instance.Qualifier,
        ["status"] = instance.Status,
        ["provisioned"] = instance.Target is not null,
        ["requests"] = instance.Active,
        ["startMilliseconds"] = instance.StartTook is { } took ? (long)took.TotalMilliseconds : null,
        ["processes"] = instance.Sandbox?.Processes.Count ?? 0,
    };
}
