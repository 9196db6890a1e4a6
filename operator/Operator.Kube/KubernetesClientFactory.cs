using k8s;

namespace Sonde.Operator.Kube;

/// <summary>Finds the API server: the file named, else <c>KUBECONFIG</c>, else the pod's service account, else <c>~/.kube/config</c>.</summary>
public static class KubernetesClientFactory
{
    /// <summary>Opens a client whose connections notice a peer that went away.</summary>
    /// <param name="kubeconfig">Path of a kubeconfig file; null to look for one.</param>
    /// <exception cref="k8s.Exceptions.KubeConfigException">The file is absent or does not say where the API server is.</exception>
    public static Kubernetes Create(string? kubeconfig)
    {
        var configuration = Configuration(kubeconfig);
        configuration.FirstMessageHandlerSetup = KeepAlive;
        return new Kubernetes(configuration);
    }

    private static KubernetesClientConfiguration Configuration(string? kubeconfig)
    {
        if (kubeconfig is not null)
            return KubernetesClientConfiguration.BuildConfigFromConfigFile(kubeconfig);

        var fromEnvironment = Environment.GetEnvironmentVariable("KUBECONFIG");
        return string.IsNullOrEmpty(fromEnvironment) && KubernetesClientConfiguration.IsInCluster()
            ? KubernetesClientConfiguration.InClusterConfig()
            : KubernetesClientConfiguration.BuildDefaultConfig();
    }

    /// <summary>All watches share one HTTP/2 connection: without pings, new requests would be sent into a dead one until TCP gives up, a quarter of an hour later.</summary>
    private static void KeepAlive(SocketsHttpHandler handler)
    {
        handler.ConnectTimeout = TimeSpan.FromSeconds(10);
        handler.KeepAlivePingDelay = TimeSpan.FromSeconds(20);
        handler.KeepAlivePingTimeout = TimeSpan.FromSeconds(10);
        handler.KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests;
        handler.EnableMultipleHttp2Connections = true;
    }
}
