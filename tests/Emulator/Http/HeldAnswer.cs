using Microsoft.AspNetCore.Http.Features;

namespace Sonde.Emulator.Http;

/// <summary>Keeps back what somebody else writes as the answer, a function instance for one, so that a fault can spoil it.</summary>
internal static class HeldAnswer
{
    /// <summary>Lets the answer be written whole, into memory. Headers that it sets stay on the response.</summary>
    public static async Task<Answer> OfAsync(HttpContext context, Func<HttpContext, Task> writer)
    {
        var wire = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        using var body = new MemoryStream();
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(body));
        try
        {
            await writer(context);
        }
        finally
        {
            context.Features.Set(wire);
        }

        return new Answer(context.Response.StatusCode, body.ToArray(), context.Response.ContentType);
    }
}
