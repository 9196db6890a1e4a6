namespace Sonde.Operator.Hosting;

/// <summary>What the verb <c>run</c> is told.</summary>
internal sealed record OperatorOptions
{
    /// <summary>Path of a kubeconfig; null: KUBECONFIG, the pod's service account, or ~/.kube/config.</summary>
    public string? Kubeconfig { get; init; }

    /// <summary>Folder with the agent that is published.</summary>
    public required string AgentDirectory { get; init; }

    /// <summary>The only namespace that is watched; null for all.</summary>
    public string? Namespace { get; init; }

    /// <summary>Namespace of the Lease; null runs without election, which is right for one replica only.</summary>
    public string? LeaseNamespace { get; init; }

    /// <summary>Address of /healthz, /readyz and /metrics, such as http://0.0.0.0:8080.</summary>
    public required string Listen { get; init; }

    /// <summary>Objects of one kind worked on at the same time.</summary>
    public required int Workers { get; init; }

    /// <summary>Least level that is logged.</summary>
    public required LogLevel LogLevel { get; init; }
}
