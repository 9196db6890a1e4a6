using System.Text.Json.Nodes;
using Sonde.Emulator.FunctionCompute;

namespace Sonde.Emulator.Instances;

/// <summary>Runs nothing, and says so: for control-plane tests and machines without sandboxes.</summary>
internal sealed class NullInstanceHost : IInstanceHost
{
    public async Task InvokeAsync(HttpContext context, InvokeCall call)
    {
        var answer = new JsonObject
        {
            ["Code"] = "ServiceUnavailable",
            ["Message"] = $"function '{call.Function.Name}' is not run: this emulator was started with instances off",
            ["RequestId"] = call.RequestId,
        };
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer.ToJsonString(), context.RequestAborted);
    }

    public IReadOnlyList<InstanceInfo> List(FunctionRecord function) => [];

    public ProvisionState? Provisioned(FunctionRecord function, string qualifier) => null;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
