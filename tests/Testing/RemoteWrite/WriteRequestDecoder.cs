using Google.Protobuf.Collections;
using Snappier;
using Sonde.Testing.Proto;

namespace Sonde.Testing.RemoteWrite;

/// <summary>Reads the body of a remote write by generated code: an encoder of ours cannot agree with itself here.</summary>
public static class WriteRequestDecoder
{
    /// <summary>Snappy block → message → its series.</summary>
    /// <exception cref="InvalidDataException">Not a Snappy block.</exception>
    /// <exception cref="Google.Protobuf.InvalidProtocolBufferException">Not a message.</exception>
    public static IReadOnlyList<WrittenSeries> Decode(ReadOnlySpan<byte> body) => DecodeMessage(Snappy.DecompressToArray(body));

    /// <summary>The same from the message before compression.</summary>
    /// <remarks>The two messages share no field number, so each is empty to the decoder of the other.</remarks>
    public static IReadOnlyList<WrittenSeries> DecodeMessage(ReadOnlySpan<byte> message)
    {
        var second = Proto.V2.Request.Parser.ParseFrom(message);
        return second.Symbols.Count > 0
            ? [.. second.Timeseries.Select(series => SeriesOf(series, second.Symbols))]
            : [.. WriteRequest.Parser.ParseFrom(message).Timeseries.Select(SeriesOf)];
    }

    private static WrittenSeries SeriesOf(TimeSeries series) => new(
        [.. series.Labels.Select(l => KeyValuePair.Create(l.Name, l.Value))],
        [.. series.Samples.Select(s => new WrittenSample(s.Value, s.Timestamp))])
    {
        Exemplars = [.. series.Exemplars.Select(e => new WrittenExemplar([.. e.Labels.Select(l => KeyValuePair.Create(l.Name, l.Value))], e.Value, e.Timestamp))],
    };

    private static WrittenSeries SeriesOf(Proto.V2.TimeSeries series, RepeatedField<string> symbols) => new(
        LabelsOf(series.LabelsRefs, symbols),
        [.. series.Samples.Select(s => new WrittenSample(s.Value, s.Timestamp) { StartTimestampMilliseconds = s.StartTimestamp })])
    {
        Exemplars = [.. series.Exemplars.Select(e => new WrittenExemplar(LabelsOf(e.LabelsRefs, symbols), e.Value, e.Timestamp))],
        Metadata = series.Metadata is { } m ? new((int)m.Type, symbols[(int)m.HelpRef], symbols[(int)m.UnitRef]) : null,
    };

    private static KeyValuePair<string, string>[] LabelsOf(IEnumerable<uint> refs, RepeatedField<string> symbols) =>
        [.. refs.Chunk(2).Select(pair => KeyValuePair.Create(symbols[(int)pair[0]], symbols[(int)pair[1]]))];
}
