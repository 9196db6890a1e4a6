using k8s;

namespace Sonde.Operator.Accounts;

/// <summary>What tells this cluster from others: the UID of the kube-system namespace, which lives as long as the cluster.</summary>
internal sealed class ClusterIdentity(IKubernetes kubernetes)
{
    private const string Namespace = "kube-system";
    private string? _uid;

    /// <summary>The UID, asked for once.</summary>
    public async Task<string> UidAsync(CancellationToken cancellation) =>
        _uid ??= (await kubernetes.CoreV1.ReadNamespaceAsync(Namespace, cancellationToken: cancellation)).Metadata.Uid;
}
