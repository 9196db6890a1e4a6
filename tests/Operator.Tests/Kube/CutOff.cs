using k8s;

namespace Sonde.Operator.Tests.Kube;

/// <summary>The network of one replica, which may be cut.</summary>
internal sealed class CutOff : DelegatingHandler
{
    private readonly HttpMessageInvoker _server;
    private readonly Func<bool> _isCut;

    public CutOff(FakeApiServer server, Func<bool> isCut) => (_server, _isCut) = (new(server, disposeHandler: false), isCut);

    public k8s.Kubernetes Client() => new(new KubernetesClientConfiguration { Host = "http://api.invalid" }, this);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        _isCut() ? throw new HttpRequestException("The network is unreachable.") : _server.SendAsync(request, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _server.Dispose();
        base.Dispose(disposing);
    }
}
