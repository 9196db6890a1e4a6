using System.Text;

namespace Sonde.Agent.Tests.Exposition;

/// <summary>A sample of the reference parser.</summary>
internal sealed record ReferenceSample(IReadOnlyDictionary<string, string> Labels, double Value, long? Timestamp)
{
    public PageDetail Detail { get; init; } = PageDetail.None;

    /// <summary>As it should leave for a target without labels that clash: empty labels gone, the target's added, sorted by bytes.</summary>
    public PageSample Expected(long? timestamp)
    {
        var labels = Labels.Where(l => l.Value.Length > 0 && (l.Key == "__name__" || !l.Key.StartsWith("__", StringComparison.Ordinal))).ToDictionary();
        labels["job"] = "fn";
        labels["instance"] = "127.0.0.1:9000";
        var sorted = labels.OrderBy(l => Convert.ToHexString(Encoding.UTF8.GetBytes(l.Key)), StringComparer.Ordinal);
        return new(PageSample.Format(sorted), BitConverter.DoubleToInt64Bits(Value), timestamp);
    }
}
