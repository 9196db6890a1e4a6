using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Http;
using Sonde.Emulator.FunctionCompute;
using Sonde.Emulator.Instances;

namespace Sonde.Integration.Cloud;

/// <summary>Stands for the instances of functions: answers with what it was asked, or fails as the request says.</summary>
internal sealed class EchoHost : IInstanceHost
{
    public const string Fail = "fail";
    public const string Break = "break";

    /// <summary>One entry for each time a function ran: its version, the qualifier and the payload.</summary>
    public ConcurrentQueue<(string Version, string Qualifier, string Payload)> Runs { get; } = new();

    public async Task InvokeAsync(HttpContext context, InvokeCall call)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var payload = await reader.ReadToEndAsync(CancellationToken.None);
        Runs.Enqueue((call.Function.VersionId, call.Qualifier, payload));
        if (payload == Break)
        {
            context.Abort();
            return;
        }

        if (payload == Fail)
            context.Response.Headers["X-Fc-Error-Type"] = "UnhandledInvocationError";
        if (context.Request.Headers["x-fc-log-type"] == "Tail")
            context.Response.Headers["x-fc-log-result"] = Convert.ToBase64String(Encoding.UTF8.GetBytes($"got {payload}"));
        await context.Response.WriteAsync(payload, CancellationToken.None);
    }

    public IReadOnlyList<InstanceInfo> List(FunctionRecord function) =>
    [
        new("c-1", "0", "LATEST", "Running", DateTimeOffset.UnixEpoch.AddHours(2), null, "OnDemand"),
        new("c-2", "0", "LATEST", "Destroyed", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddHours(1), "OnDemand"),
    ];

    public ProvisionState? Provisioned(FunctionRecord function, string qualifier) => null;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
