namespace Sonde.Agent.Core.Config;

/// <summary>The message of <c>protobuf_message</c>.</summary>
public enum RemoteWriteProtocol
{
    /// <summary><c>prometheus.WriteRequest</c>: remote write 1.0.</summary>
    V1,

    /// <summary><c>io.prometheus.write.v2.Request</c>: remote write 2.0.</summary>
    V2,
}
