namespace Sonde.Operator.Api;

/// <summary>One store to write to.</summary>
[Rule("has(self.prometheusRef) != has(self.remoteWrite)", "exactly one of prometheusRef or remoteWrite")]
[Rule("!(has(self.authSecretRef) && has(self.remoteWrite) && has(self.remoteWrite.authSecretRef))", "name the Secret once: authSecretRef or remoteWrite.authSecretRef")]
public sealed record Destination
{
    /// <summary>Name of the destination, unique in the pipeline; its credentials reach the instance as SONDE_NAME_USERNAME and SONDE_NAME_PASSWORD.</summary>
    [Required, DnsLabel]
    public string Name { get; set; } = "";

    /// <summary>A PrometheusInstance of this namespace.</summary>
    public ObjectRef? PrometheusRef { get; set; }

    /// <summary>Any remote-write endpoint.</summary>
    public RemoteWriteEndpoint? RemoteWrite { get; set; }

    /// <summary>
    /// Secret with the writer's credentials. For managed Prometheus: the AccessKey of a RAM user with AliyunPrometheusMetricWriteAccess (temporary credentials are not accepted there).
    /// Absent with prometheusRef to an external store: that store's own Secret.
    /// </summary>
    public AuthSecretRef? AuthSecretRef { get; set; }

    /// <summary>
    /// How the credentials reach the instance: Environment (variables of the function; a new key restarts its instances) or File (a private object that the instance mounts; a new key is picked up while running). Environment when absent.
    /// </summary>
    public CredentialsDelivery? CredentialsDelivery { get; set; }

    /// <summary>Remote-write protocol. V1 when absent.</summary>
    public RemoteWriteProtocol? Protocol { get; set; }

    /// <summary>Samples in one request. 2000 when absent.</summary>
    [Bounds(1, 20000)]
    public int? MaxSamplesPerSend { get; set; }

    /// <summary>How long a partly filled request waits for more samples; 100ms to 1m. 5s when absent.</summary>
    [DurationBetween("100ms", "1m")]
    public string? BatchDeadline { get; set; }

    /// <summary>How long one request may take; 1s to 2m. 30s when absent.</summary>
    [DurationBetween("1s", "2m")]
    public string? Timeout { get; set; }
}
