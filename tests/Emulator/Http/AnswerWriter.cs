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
            await BrokenConnection.WriteAsync(context, answer.Body[..(answer.Body.Length / 2)], answer.Body.Length + 1);
            return;
        }

        if (fault is { Mode: FaultMode.WrongLength })
        {
            await WriteWrongAsync(context, answer, fault.LengthOff);
            return;
        }

        var bodiless = HttpMethods.IsHead(context.Request.Method) || answer.Status is StatusCodes.Status204NoContent or StatusCodes.Status304NotModified;
        if (bodiless)
            return;
        response.ContentLength = answer.Body.Length;
        await response.Body.WriteAsync(answer.Body, context.RequestAborted);
    }

    /// <summary>Too long: all comes, and the promised rest never does. Too short: the client takes the beginning for the whole.</summary>
    private static async Task WriteWrongAsync(HttpContext context, Answer answer, int off)
    {
        var promised = Math.Max(0, answer.Body.Length + off);
        if (off > 0)
        {
            await BrokenConnection.WriteAsync(context, answer.Body, promised);
            return;
        }

        context.Response.ContentLength = promised;
        context.Response.Headers.Connection = "close";
        await context.Response.Body.WriteAsync(answer.Body[..promised], context.RequestAborted);
    }
}
