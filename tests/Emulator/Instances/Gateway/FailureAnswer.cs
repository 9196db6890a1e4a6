using System.Text.Json.Nodes;

namespace Sonde.Emulator.Instances.Gateway;

/// <summary>Writes what went wrong with an instance in the shape of the data plane.</summary>
internal static class FailureAnswer
{
    public static async Task WriteAsync(HttpResponse response, InvokeCall call, InstanceFailure failure)
    {
        if (response.HasStarted)
        {
            response.HttpContext.Abort();
            return;
        }

        // Errors of the function come with 200 and a header; those of the platform with a status.
        JsonObject body = failure.Status == StatusCodes.Status200OK
            ? new() { ["errorMessage"] = failure.Message, ["errorType"] = failure.Code }
            : new() { ["RequestId"] = call.RequestId, ["Code"] = failure.Code, ["Message"] = failure.Message };
        response.StatusCode = failure.Status;
        response.ContentType = "application/json";
        response.Headers["X-Fc-Error-Type"] = failure.Code;
        await response.WriteAsync(body.ToJsonString(), response.HttpContext.RequestAborted);
    }
}
