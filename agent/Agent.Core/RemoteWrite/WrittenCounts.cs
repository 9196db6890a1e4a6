using System.Globalization;
using System.Net.Http.Headers;

namespace Sonde.Agent.Core.RemoteWrite;

/// <summary>What a receiver of remote write 2.0 says it has written of a request.</summary>
/// <param name="Samples">Number of samples; 0 where it counts other things only.</param>
internal sealed record WrittenCounts(long Samples)
{
    private const string Prefix = "X-Prometheus-Remote-Write-";

    /// <summary>Reads the headers of an answer.</summary>
    /// <returns>Null where there is none of them: a receiver that has not understood what it got.</returns>
    public static WrittenCounts? Of(HttpResponseHeaders headers)
    {
        var samples = Read(headers, "Samples-Written");
        return samples is null && Read(headers, "Histograms-Written") is null && Read(headers, "Exemplars-Written") is null ? null : new(samples ?? 0);
    }

    private static long? Read(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(Prefix + name, out var values)
        && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;
}
