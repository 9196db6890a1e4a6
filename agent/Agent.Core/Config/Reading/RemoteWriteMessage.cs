namespace Sonde.Agent.Core.Config.Reading;

/// <summary>The names of the two messages in <c>protobuf_message</c>.</summary>
internal static class RemoteWriteMessage
{
    private const string Key = "protobuf_message";
    private const string V1 = "prometheus.WriteRequest";
    private const string V2 = "io.prometheus.write.v2.Request";

    public static RemoteWriteProtocol Read(Section section)
    {
        if (section.OneOf(Key, V1, V2) is not V2)
            return RemoteWriteProtocol.V1;

        // Every receiver of 2.0 is to take 1.0 too, so the file runs; but nobody shall believe that it is sent.
        section.Faults.Warn(section.PlaceOf(Key), section.PathOf(Key), $"is not sent by this version: {V1} is.");
        return RemoteWriteProtocol.V2;
    }

    public static string NameOf(RemoteWriteProtocol protocol) => protocol is RemoteWriteProtocol.V2 ? V2 : V1;
}
