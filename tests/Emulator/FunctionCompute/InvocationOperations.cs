using System.Text.Json.Nodes;
using Sonde.Emulator.Http;
using Sonde.Emulator.Instances;

namespace Sonde.Emulator.FunctionCompute;

/// <summary>Invocations, the instances that serve them, and the switch that stops them.</summary>
internal sealed class InvocationOperations(EmulatorWorld world, IInstanceHost host)
{
    public IEnumerable<FcRoute> Routes =>
    [
        new("InvokeFunction", "POST", "functions/{n}/invocations", Invoke),
        new("ListInstances", "GET", "functions/{n}/instances", List),
        new("DisableFunctionInvocation", "POST", "functions/{n}/invoke/disable", call => Restrict(call, disable: true)),
        new("EnableFunctionInvocation", "POST", "functions/{n}/invoke/enable", call => Restrict(call, disable: false)),
    ];

    private Answer Invoke(FcCall call)
    {
        var record = world.Functions.Exclusively(table =>
        {
            var entry = call.Entry(table);
            Invocations.CheckReady(entry, call.Now);
            return entry.Serving(call.Qualifier) ?? throw FcErrors.VersionNotFound(call.Function, call.Qualifier);
        });
        var invocation = new InvokeCall(record, call.Qualifier, InvokeKind.Invocation, "/invoke", call.RequestId);
        return (call.Request.Header("x-fc-invocation-type") ?? "Sync") switch
        {
            "Sync" => Answer.By(context => InvokeNowAsync(context, call, invocation)),
            "Async" => Answer.Nothing(202).With("x-fc-async-task-id", InvokeLater(call, invocation)),
            var other => throw FcErrors.Invalid($"x-fc-invocation-type '{other}' must be Sync or Async"),
        };
    }

    private Task InvokeNowAsync(HttpContext context, FcCall call, InvokeCall invocation)
    {
        Prepare(context, call);
        return host.InvokeAsync(context, invocation);
    }

    /// <summary>The answer does not wait for the invocation; what becomes of it is between the host and the function.</summary>
    private string InvokeLater(FcCall call, InvokeCall invocation)
    {
        var context = new DefaultHttpContext();
        foreach (var (name, value) in call.Request.Headers)
            context.Request.Headers[name] = value;
        Prepare(context, call);
        context.Response.Body = Stream.Null;
        _ = Task.Run(() => host.InvokeAsync(context, invocation));
        return call.Request.Header("x-fc-async-task-id") is { Length: > 0 } id ? id : call.RequestId;
    }

    /// <summary>The body was read to check the signature: it is put back, with its length instead of chunks.</summary>
    private static void Prepare(HttpContext context, FcCall call)
    {
        context.Request.Method = HttpMethods.Post;
        context.Request.Body = new MemoryStream(call.Request.Body.ToArray(), writable: false);
        context.Request.Headers.Remove("Transfer-Encoding");
        context.Request.ContentLength = call.Request.Body.Length;
        context.Response.Headers["x-fc-request-id"] = call.RequestId;
    }

    private Answer List(FcCall call)
    {
        var record = world.Functions.Exclusively(table => call.Entry(table).At(call.Qualifier) ?? throw FcErrors.VersionNotFound(call.Function, call.Qualifier));
        var statuses = Filter(call, "instanceStatus");
        var ids = Filter(call, "instanceIds");
        var found = host.List(record)
            .Where(instance => call.Request.Parameter("qualifier") is null or "" || instance.Qualifier == call.Qualifier)
            .Where(instance => statuses.Count == 0 || statuses.Contains(instance.Status))
            .Where(instance => ids.Count == 0 || ids.Contains(instance.InstanceId))
            .Where(instance => WithinTime(call, instance))
            .Take(FcPage.LimitOf(call.Request.Parameter("limit")));
        return Answer.Json(200, new JsonObject { ["instances"] = new JsonArray([.. found.Select(View)]), ["requestId"] = call.RequestId });
    }

    private static IReadOnlyList<string> Filter(FcCall call, string name) => call.Request.Parameter(name) is { Length: > 0 } text
        ? [.. JsonText.ArrayOf(text, "InvalidArgument", name).Select(item => item?.ToString() ?? "")]
        : [];

    /// <summary>Living instances always count with <c>withAllActive</c>; else those that lived within the span.</summary>
    private static bool WithinTime(FcCall call, InstanceInfo instance)
    {
        if (call.Request.Parameter("withAllActive") is "true" && instance.Destroyed is null)
            return true;
        return (!long.TryParse(call.Request.Parameter("startTimeMs"), out var start) || instance.Destroyed is not { } end || end.ToUnixTimeMilliseconds() >= start)
            && (!long.TryParse(call.Request.Parameter("endTimeMs"), out var until) || instance.Created.ToUnixTimeMilliseconds() <= until);
    }

    private static JsonObject View(InstanceInfo instance)
    {
        var view = new JsonObject
        {
            ["instanceId"] = instance.InstanceId,
            ["versionId"] = instance.VersionId,
            ["qualifier"] = instance.Qualifier,
            ["status"] = instance.Status,
            ["createdTimeMs"] = instance.Created.ToUnixTimeMilliseconds(),
            ["resourceType"] = instance.ResourceType,
        };
        if (instance.Destroyed is { } destroyed)
            view["destroyedTimeMs"] = destroyed.ToUnixTimeMilliseconds();
        return view;
    }

    private Answer Restrict(FcCall call, bool disable)
    {
        var reason = disable ? call.Body().Text("reason") : "";
        return world.Functions.Exclusively(table =>
        {
            var entry = call.Entry(table);
            var config = (JsonObject)entry.Latest.Config.DeepClone();
            config["invocationRestriction"] = new JsonObject { ["disable"] = disable, ["reason"] = reason, ["lastModifiedTime"] = Times.Seconds(call.Now) };
            entry.Latest = entry.Latest with { Config = config };
            table.Tell(FunctionChangeKind.InvocationChanged, entry);
            return Answer.Json(200, new JsonObject { ["success"] = true });
        });
    }
}
