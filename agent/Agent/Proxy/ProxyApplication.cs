using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Sonde.Agent.Proxy;

/// <summary>Kestrel's requests → the flow. No host, no middleware: nothing stands between.</summary>
internal sealed class ProxyApplication(RequestFlow flow, Func<ProxySettings> settings) : IHttpApplication<HttpContext>
{
    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public Task ProcessRequestAsync(HttpContext context) => flow.ServeAsync(context, settings());

    public void DisposeContext(HttpContext context, Exception? exception)
    {
        // A context holds nothing of its own.
    }
}
