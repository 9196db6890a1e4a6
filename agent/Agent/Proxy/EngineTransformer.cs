using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using Yarp.ReverseProxy.Forwarder;

namespace Sonde.Agent.Proxy;

/// <summary>Passes requests and answers on as they are: the target byte for byte, every end-to-end header, nothing added.</summary>
internal sealed class EngineTransformer : HttpTransformer
{
    // The path goes out as it came in: %2F, // and dots are the engine's to understand.
    private static readonly UriCreationOptions s_asIs = new() { DangerousDisablePathAndQueryCanonicalization = true };

    public override async ValueTask TransformRequestAsync(HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        proxyRequest.RequestUri = new Uri(destinationPrefix + PathOf(httpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget), s_asIs);

        // End-to-end, and left out by the forwarder.
        if (httpContext.Request.Headers.TryGetValue(HeaderNames.UpgradeInsecureRequests, out var upgrade))
            proxyRequest.Headers.TryAddWithoutValidation(HeaderNames.UpgradeInsecureRequests, (IEnumerable<string?>)upgrade);
    }

    public override async ValueTask<bool> TransformResponseAsync(HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        var goesOn = await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        if (goesOn && proxyResponse!.Headers.NonValidated.TryGetValues(HeaderNames.AltSvc, out var elsewhere))
            httpContext.Response.Headers.AltSvc = elsewhere.ToString();

        // A stream may have its headers long before its first byte, and callers act on them.
        if (goesOn && proxyResponse is { StatusCode: not (HttpStatusCode.SwitchingProtocols or HttpStatusCode.NoContent or HttpStatusCode.ResetContent or HttpStatusCode.NotModified) }
            && httpContext.Response.ContentLength is null && !HttpMethods.IsHead(httpContext.Request.Method))
        {
            await httpContext.Response.StartAsync(cancellationToken);
        }

        return goesOn;
    }

    /// <summary>The path of a target in origin form (<c>/a</c>) or absolute form (<c>http://host/a</c>).</summary>
    private static string PathOf(string target)
    {
        if (target.StartsWith('/'))
            return target;
        var authority = target.IndexOf("://", StringComparison.Ordinal);
        var path = authority < 0 ? -1 : target.IndexOfAny(['/', '?'], authority + 3);
        return path < 0 ? "/" : target[path] == '/' ? target[path..] : $"/{target[path..]}";
    }
}
