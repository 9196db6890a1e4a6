using System.Globalization;
using Sonde.Agent.Core.Series;
using Sonde.Agent.Core.Telemetry;

namespace Sonde.Agent.Proxy;

/// <summary>A classic histogram of seconds.</summary>
internal sealed class Histogram(string name)
{
    // From an engine's health check to a long completion.
    private static readonly double[] s_bounds = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300];

    private readonly long[] _counts = new long[s_bounds.Length + 1];
    private long _microseconds;

    public void Observe(TimeSpan value)
    {
        var index = Array.FindIndex(s_bounds, bound => value.TotalSeconds <= bound);
        Interlocked.Increment(ref _counts[index < 0 ? s_bounds.Length : index]);
        Interlocked.Add(ref _microseconds, (long)value.TotalMicroseconds);
    }

    public IEnumerable<SelfMetric> Series()
    {
        for (var i = 0; i <= s_bounds.Length; i++)
        {
            var last = i;
            yield return new($"{name}_bucket", [new Label("le", BoundOf(i))], () => CountTo(last));
        }

        yield return new($"{name}_sum", [], () => Interlocked.Read(ref _microseconds) / 1e6);
        yield return new($"{name}_count", [], () => CountTo(s_bounds.Length));
    }

    /// <summary>As Prometheus writes bounds: whole numbers with a fraction.</summary>
    private static string BoundOf(int index) =>
        index == s_bounds.Length ? "+Inf" : s_bounds[index].ToString(s_bounds[index] % 1 == 0 ? "0.0" : "0.###", CultureInfo.InvariantCulture);

    private double CountTo(int index)
    {
        var sum = 0L;
        for (var i = 0; i <= index; i++)
            sum += Interlocked.Read(ref _counts[i]);
        return sum;
    }
}
