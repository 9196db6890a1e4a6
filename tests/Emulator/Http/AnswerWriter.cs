using Sonde.Emulator.Faults;

namespace Sonde.Emulator.Http;

/// <summary>Puts an answer on the wire, or as much of it as a fault lets through.</summary>
internal static class AnswerWriter
{
    public static async Task WriteAsync(HttpContext context, Answer answer, FaultRule? fault)
    {
        if (answer.Writer is { } writer)
        {
            await writer(context);
            return;
        }

        var response = context.Response;
        response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers)
            response.Headers[name] = value;
        if (answer.ContentType is { } type)
            response.ContentType = type;
        if (fault is { Mode: FaultMode.ResetInBody })
        {
            await WriteHalfAsync(context, answer);
            return;
        }

        var bodiless = HttpMethods.IsHead(context.Request.Method) || answer.Status is StatusCodes.Status204NoContent or StatusCodes.Status304NotModified;
        if (bodiless)
            return;
        response.ContentLength = answer.Body.Length;
        await response.Body.WriteAsync(answer.Body, context.RequestAborted);
    }

    /// <summary>The length promises the whole body; half of it comes, then the connection breaks.</summary>
    private static async Task WriteHalfAsync(HttpContext context, Answer answer)
    {
        context.Response.ContentLength = answer.Body.Length + 1;
        await context.Response.Body.WriteAsync(answer.Body[..(answer.Body.Length / 2)], context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        context.Abort();
    }
}
