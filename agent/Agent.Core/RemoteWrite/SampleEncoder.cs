using Sonde.Agent.Core.Config;
using Sonde.Agent.Core.Series;

namespace Sonde.Agent.Core.RemoteWrite;

/// <summary>Writes samples as one request in either protocol.</summary>
internal sealed class SampleEncoder(EncodedRequest request)
{
    private readonly WriteRequestV2Encoder _v2 = new();

    /// <summary>What the request at hand is written in.</summary>
    public RemoteWriteProtocol Protocol { get; private set; }

    /// <summary>Replaces the request by these samples, compressed.</summary>
    /// <returns>How many of them go to the destination.</returns>
    public int Encode(IReadOnlyList<Sample> samples, SenderRoute route)
    {
        Protocol = route.Protocol.Current;
        request.Clear();
        var count = Protocol is RemoteWriteProtocol.V2 ? EncodeV2(samples, route) : EncodeV1(samples, route);
        if (count > 0)
            request.Compress();
        return count;
    }

    private int EncodeV1(IReadOnlyList<Sample> samples, SenderRoute route)
    {
        var count = 0;
        for (var i = 0; i < samples.Count; i++)
        {
            var sample = samples[i];
            if (route.Labels.Of(sample.Series) is not { } labels)
                continue;

            WriteRequestEncoder.AddSample(request, labels, sample.Value, sample.Timestamp, ExemplarOf(sample, route));
            count++;
        }

        return count;
    }

    private int EncodeV2(IReadOnlyList<Sample> samples, SenderRoute route)
    {
        _v2.Begin();
        var count = 0;
        for (var i = 0; i < samples.Count; i++)
        {
            var sample = samples[i];
            if (route.Labels.Of(sample.Series) is not { } labels)
                continue;

            _v2.Add(request, labels, sample, route.Destination.SendMetadata ? sample.Series.Family : null, ExemplarOf(sample, route));
            count++;
        }

        _v2.End(request);
        return count;
    }

    private static Exemplar? ExemplarOf(in Sample sample, SenderRoute route) => route.Destination.SendExemplars ? sample.Detail?.Exemplar : null;
}
