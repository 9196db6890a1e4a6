namespace Sonde.Operator.Api;

/// <summary>The aspects of an object that <c>status.conditions</c> tells of.</summary>
public static class ConditionTypes
{
    /// <summary>The object is as declared and does its work. Exactly one of Ready, Reconciling and Stalled is True.</summary>
    public const string Ready = "Ready";

    /// <summary>The operator is on its way or waits for something; present only while True.</summary>
    public const string Reconciling = "Reconciling";

    /// <summary>The operator cannot go on until somebody changes something; present only while True.</summary>
    public const string Stalled = "Stalled";

    /// <summary>The cloud differs from the declared fields. A correction does not lower Ready.</summary>
    public const string Drifted = "Drifted";

    /// <summary>The account that the object uses is ready.</summary>
    public const string AccountReady = "AccountReady";

    /// <summary>Agent and configuration are in the bucket, byte for byte.</summary>
    public const string ArtifactsSynced = "ArtifactsSynced";

    /// <summary>The metrics store exists and answers.</summary>
    public const string PrometheusReady = "PrometheusReady";

    /// <summary>The function can take requests.</summary>
    public const string FunctionReady = "FunctionReady";

    /// <summary>The agent's configuration could be rendered from the spec.</summary>
    public const string ConfigValid = "ConfigValid";

    /// <summary>The store takes what the agents write.</summary>
    public const string RemoteWriteAccepted = "RemoteWriteAccepted";

    /// <summary>What the agents wrote can be read back from the store.</summary>
    public const string AgentReporting = "AgentReporting";

    /// <summary>Strangers can read the engine's metrics: names of models, traffic. A warning; present only while True.</summary>
    public const string MetricsExposed = "MetricsExposed";

    /// <summary>The credentials exist and the cloud takes them.</summary>
    public const string CredentialsValid = "CredentialsValid";

    /// <summary>Function Compute answers these credentials.</summary>
    public const string FunctionComputeReachable = "FunctionComputeReachable";

    /// <summary>Object storage answers these credentials.</summary>
    public const string OSSReachable = "OSSReachable";

    /// <summary>Managed Prometheus answers these credentials.</summary>
    public const string PrometheusReachable = "PrometheusReachable";
}
