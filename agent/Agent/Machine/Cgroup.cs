using System.Diagnostics.CodeAnalysis;
using Sonde.Agent.Core.Telemetry;

namespace Sonde.Agent.Machine;

/// <summary>The control group of this process: that of the whole instance, since engine and agent share it.</summary>
/// <remarks>The files stay open: a figure costs one read, whatever the interval.</remarks>
internal sealed class Cgroup : IDisposable
{
    private const string Cpu = "sonde_instance_cpu_seconds_total";
    private const string Throttled = "sonde_instance_cpu_throttled_seconds_total";
    private const string Memory = "sonde_instance_memory_bytes";
    private const string WorkingSet = "sonde_instance_memory_working_set_bytes";
    private const string Limit = "sonde_instance_memory_limit_bytes";
    private const string OomKills = "sonde_instance_oom_kills_total";
    private const double Micro = 1e-6;
    private const double Nano = 1e-9;

    private static readonly CgroupFigure[] s_version2 =
    [
        new(Cpu, "cpu.stat", "usage_usec", Micro),
        new(Throttled, "cpu.stat", "throttled_usec", Micro),
        new(Memory, "memory.current", null, 1),
        new(WorkingSet, "memory.current", null, 1) { Less = "inactive_file" },
        new(Limit, "memory.max", null, 1),
        new(OomKills, "memory.events", "oom_kill", 1),
    ];

    private static readonly CgroupFigure[] s_version1 =
    [
        new(Cpu, "cpuacct/cpuacct.usage", null, Nano),
        new(Throttled, "cpu/cpu.stat", "throttled_time", Nano),
        new(Memory, "memory/memory.usage_in_bytes", null, 1),
        new(WorkingSet, "memory/memory.usage_in_bytes", null, 1) { Less = "total_inactive_file" },
        new(Limit, "memory/memory.limit_in_bytes", null, 1),
        new(OomKills, "memory/memory.oom_control", "oom_kill", 1),
    ];

    private readonly Dictionary<string, StatFile> _files = new(StringComparer.Ordinal);

    private Cgroup(CgroupPaths paths)
    {
        var isVersion2 = paths.IsVersion2;
        var statistics = isVersion2 ? "memory.stat" : "memory/memory.stat";
        Series = [.. (isVersion2 ? s_version2 : s_version1).Select(figure => SeriesOf(figure, paths, statistics)).OfType<SelfMetric>()];
    }

    /// <summary>The figures that this group has; none where there is no group.</summary>
    public IReadOnlyList<SelfMetric> Series { get; }

    /// <summary>Looks for the group.</summary>
    /// <param name="root">Folder that holds <c>proc</c> and <c>sys</c>: <c>/</c> but for tests.</param>
    public static Cgroup Open(string root) => new(CgroupPaths.Find(root));

    public void Dispose()
    {
        foreach (var file in _files.Values)
            file.Dispose();
    }

    private SelfMetric? SeriesOf(CgroupFigure figure, CgroupPaths paths, string statistics)
    {
        if (FileOf(paths, figure.File) is not { } file || double.IsNaN(file.Read(figure.Key)))
            return null;
        if (figure.Less is not { } less)
            return new(figure.Name, [], () => file.Read(figure.Key) * figure.Unit);

        var taken = FileOf(paths, statistics);
        return taken is null ? null : new(figure.Name, [], () => Math.Max(0, file.Read(figure.Key) - taken.Read(less)));
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "Disposed of with the group.")]
    private StatFile? FileOf(CgroupPaths paths, string name)
    {
        if (_files.TryGetValue(name, out var known))
            return known;
        if (StatFile.TryOpen(paths.Of(name)) is { } file)
            return _files[name] = file;
        return null;
    }
}
