using System.Collections.Concurrent;
using k8s;
using k8s.Models;
using Sonde.Integration;
using Sonde.Testing.Kubernetes;

[assembly: AssemblyFixture(typeof(ApiServerFixture))]

namespace Sonde.Integration;

/// <summary>One API server for the whole run; every test works in a namespace of its own.</summary>
/// <remarks>A test that stops the server, or needs a cluster without the objects of others, starts its own <see cref="ApiServer"/>.</remarks>
public sealed class ApiServerFixture : IAsyncLifetime
{
    private ApiServer? _server;
    private k8s.Kubernetes? _client;
    private Kubectl? _kubectl;
    private readonly ConcurrentBag<string> _namespaces = [];

    /// <summary>The server of the run.</summary>
    public ApiServer Server => _server ?? throw new InvalidOperationException("The API server has not been started.");

    /// <summary>A client of an administrator, shared.</summary>
    public k8s.Kubernetes Client => _client ?? throw new InvalidOperationException("The API server has not been started.");

    /// <summary>kubectl of an administrator.</summary>
    public Kubectl Kubectl => _kubectl ?? throw new InvalidOperationException("The API server has not been started.");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        _server = await ApiServer.StartAsync(TestContext.Current.CancellationToken);
        _client = _server.CreateClient();
        _kubectl = new Kubectl(_server.KubeconfigPath);
    }

    /// <summary>Makes a namespace that no other test knows, and gives its name.</summary>
    public async Task<string> CreateNamespaceAsync(CancellationToken cancellation)
    {
        var wanted = new V1Namespace { Metadata = new V1ObjectMeta { GenerateName = "test-" } };
        var name = (await Client.CoreV1.CreateNamespaceAsync(wanted, cancellationToken: cancellation)).Metadata.Name;
        _namespaces.Add(name);
        return name;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_server is { IsExternal: true })
            await RemoveNamespacesAsync();
        _kubectl?.Dispose();
        _client?.Dispose();
        if (_server is not null)
            await _server.DisposeAsync();
    }

    // A server of our own goes with all its data; somebody else's cluster is left as it was.
    private async Task RemoveNamespacesAsync()
    {
        foreach (var name in _namespaces)
            await Client.CoreV1.DeleteNamespaceAsync(name);
    }
}
