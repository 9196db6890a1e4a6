namespace Sonde.Operator.Api;

/// <summary>Version of the remote-write protocol.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RemoteWriteProtocol>))]
public enum RemoteWriteProtocol
{
    /// <summary>1.0, understood everywhere.</summary>
    V1,

    /// <summary>2.0.</summary>
    V2,
}
