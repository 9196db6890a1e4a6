using System.Globalization;

namespace Sonde.Engine.Metrics;

/// <summary>The lines of one histogram of the page: cumulative buckets, sum and count.</summary>
internal sealed class Histogram(IReadOnlyList<(double UpTo, Series Bucket)> buckets, Series sum, Series count)
{
    /// <summary>Counts <paramref name="value"/> <paramref name="times"/> times. Called under the page's lock.</summary>
    public void Observe(double value, int times)
    {
        foreach (var (upTo, bucket) in buckets)
        {
            if (value <= upTo)
                bucket.Value += times;
        }

        sum.Value += value * times;
        count.Value += times;
    }

    /// <summary>Reads an <c>le</c> as printed.</summary>
    public static double Bound(string le) => le == "+Inf" ? double.PositiveInfinity : double.Parse(le, CultureInfo.InvariantCulture);
}
