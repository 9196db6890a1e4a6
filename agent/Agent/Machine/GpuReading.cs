using System.Globalization;
using Sonde.Agent.Core.Series;

namespace Sonde.Agent.Machine;

/// <summary>What one line of <c>nvidia-smi</c> tells of one GPU.</summary>
/// <param name="Index">Number on this machine.</param>
/// <param name="Uuid">Its identity.</param>
/// <param name="Model">Product name.</param>
/// <param name="Values">In the order of <see cref="Figures"/>; not a number where the GPU does not tell.</param>
internal sealed record GpuReading(string Index, string Uuid, string Model, double[] Values)
{
    private const double Percent = 0.01;
    private const double Mebibyte = 1 << 20;

    /// <summary>All that is told of a GPU.</summary>
    public static readonly IReadOnlyList<GpuFigure> Figures =
    [
        new("sonde_gpu_utilization_ratio", "utilization.gpu", Percent),
        new("sonde_gpu_memory_used_bytes", "memory.used", Mebibyte),
        new("sonde_gpu_memory_total_bytes", "memory.total", Mebibyte),
        new("sonde_gpu_temperature_celsius", "temperature.gpu", 1),
        new("sonde_gpu_power_watts", "power.draw", 1),
    ];

    /// <summary>The arguments that make it print such lines.</summary>
    public static readonly IReadOnlyList<string> Arguments =
        [$"--query-gpu=index,uuid,name,{string.Join(',', Figures.Select(figure => figure.Field))}", "--format=csv,noheader,nounits"];

    /// <summary>Labels of its series.</summary>
    public Label[] Labels => [new("gpu", Index), new("uuid", Uuid), new("model", Model)];

    /// <summary>True where both tell the same figures of the same GPU.</summary>
    public bool HasSeriesOf(GpuReading other) => (Index, Uuid, Model) == (other.Index, other.Uuid, other.Model)
        && Values.Select(double.IsNaN).SequenceEqual(other.Values.Select(double.IsNaN));

    /// <summary>The lines that are of this form; what else it prints is passed over.</summary>
    public static IReadOnlyList<GpuReading> Parse(string output) =>
        [.. output.Split('\n').Select(line => line.Split(',', StringSplitOptions.TrimEntries)).Where(IsReading).Select(Read)];

    private static bool IsReading(string[] fields) => fields.Length == 3 + Figures.Count && int.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static GpuReading Read(string[] fields) => new(fields[0], fields[1], fields[2],
        [.. Figures.Select((figure, i) => double.TryParse(fields[3 + i], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value * figure.Unit : double.NaN)]);
}
