using Snappier;
using Sonde.Testing.Proto;

namespace Sonde.Testing.RemoteWrite;

/// <summary>Reads the body of a remote write 1.0 by generated code: an encoder of ours cannot agree with itself here.</summary>
public static class WriteRequestDecoder
{
    /// <summary>Snappy block → <c>prometheus.WriteRequest</c> → its series.</summary>
    /// <exception cref="InvalidDataException">Not a Snappy block.</exception>
    /// <exception cref="Google.Protobuf.InvalidProtocolBufferException">Not a message.</exception>
    public static IReadOnlyList<WrittenSeries> Decode(ReadOnlySpan<byte> body) => DecodeMessage(Snappy.DecompressToArray(body));

    /// <summary>The same from the message before compression.</summary>
    public static IReadOnlyList<WrittenSeries> DecodeMessage(ReadOnlySpan<byte> message) =>
        [.. WriteRequest.Parser.ParseFrom(message).Timeseries.Select(SeriesOf)];

    private static WrittenSeries SeriesOf(TimeSeries series) => new(
        [.. series.Labels.Select(l => KeyValuePair.Create(l.Name, l.Value))],
        [.. series.Samples.Select(s => new WrittenSample(s.Value, s.Timestamp))]);
}
