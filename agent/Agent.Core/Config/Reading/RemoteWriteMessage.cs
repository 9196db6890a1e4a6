namespace Sonde.Agent.Core.Config.Reading;

/// <summary>The names of the two messages in <c>protobuf_message</c>.</summary>
internal static class RemoteWriteMessage
{
    private const string V1 = "prometheus.WriteRequest";
    private const string V2 = "io.prometheus.write.v2.Request";

    public static RemoteWriteProtocol Read(Section section) =>
        section.OneOf("protobuf_message", V1, V2) is V2 ? RemoteWriteProtocol.V2 : RemoteWriteProtocol.V1;

    public static string NameOf(RemoteWriteProtocol protocol) => protocol is RemoteWriteProtocol.V2 ? V2 : V1;
}
