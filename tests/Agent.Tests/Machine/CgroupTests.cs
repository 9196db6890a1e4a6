using Sonde.Agent.Machine;
using Sonde.Testing;

namespace Sonde.Agent.Tests.Machine;

public sealed class CgroupTests : IDisposable
{
    private readonly TemporaryFolder _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void Version_2_gives_seconds_and_bytes()
    {
        Version2("sys/fs/cgroup");
        Write("sys/fs/cgroup/memory.max", "4294967296\n");

        Assert.Equal(
            [
                ("sonde_instance_cpu_seconds_total", 12.5), ("sonde_instance_cpu_throttled_seconds_total", 0.25),
                ("sonde_instance_memory_bytes", 5000), ("sonde_instance_memory_working_set_bytes", 3800),
                ("sonde_instance_memory_limit_bytes", 4294967296), ("sonde_instance_oom_kills_total", 3),
            ],
            Figures());
    }

    [Fact]
    public void A_figure_is_read_anew_each_time()
    {
        Version2("sys/fs/cgroup");
        using var group = Cgroup.Open(_root.Path);
        var memory = group.Series.Single(series => series.Name == "sonde_instance_memory_bytes");

        File.WriteAllText(Path.Combine(_root.Path, "sys/fs/cgroup/memory.current"), "7000\n");

        Assert.Equal(7000, memory.Read());
    }

    [Fact]
    public void No_limit_is_no_series()
    {
        Version2("sys/fs/cgroup");
        Write("sys/fs/cgroup/memory.max", "max\n");

        Assert.DoesNotContain(Figures(), figure => figure.Name == "sonde_instance_memory_limit_bytes");
    }

    [Fact]
    public void Where_the_whole_tree_is_mounted_the_groups_own_folder_counts()
    {
        Write("proc/self/cgroup", "0::/pods/a\n");
        Write("sys/fs/cgroup/cpu.stat", "usage_usec 99000000\n");
        Version2("sys/fs/cgroup/pods/a");

        Assert.Contains(("sonde_instance_cpu_seconds_total", 12.5), Figures());
    }

    [Fact]
    public void Version_1_gives_the_same_figures()
    {
        Write("proc/self/cgroup", "5:memory:/a\n4:cpu,cpuacct:/\n");
        Write("sys/fs/cgroup/cpuacct/cpuacct.usage", "12500000000\n");
        Write("sys/fs/cgroup/cpu/cpu.stat", "nr_periods 9\nnr_throttled 2\nthrottled_time 250000000\n");
        Write("sys/fs/cgroup/memory/a/memory.usage_in_bytes", "5000\n");
        Write("sys/fs/cgroup/memory/a/memory.limit_in_bytes", "9223372036854771712\n");
        Write("sys/fs/cgroup/memory/a/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 3\n");
        Write("sys/fs/cgroup/memory/a/memory.stat", "inactive_file 1\ntotal_inactive_file 1200\n");

        Assert.Equal(
            [
                ("sonde_instance_cpu_seconds_total", 12.5), ("sonde_instance_cpu_throttled_seconds_total", 0.25),
                ("sonde_instance_memory_bytes", 5000), ("sonde_instance_memory_working_set_bytes", 3800), ("sonde_instance_oom_kills_total", 3),
            ],
            Figures());
    }

    [Fact]
    public void Without_a_group_there_is_nothing() => Assert.Empty(Figures());

    private void Version2(string folder)
    {
        Write("sys/fs/cgroup/cgroup.controllers", "cpu memory\n");
        Write($"{folder}/cpu.stat", "usage_usec 12500000\nuser_usec 1\nnr_throttled 1\nthrottled_usec 250000\n");
        Write($"{folder}/memory.current", "5000\n");
        Write($"{folder}/memory.events", "low 0\noom 4\noom_kill 3\noom_group_kill 0\n");
        Write($"{folder}/memory.stat", "anon 3000\nactive_file 100\ninactive_file 1200\n");
    }

    private void Write(string path, string text)
    {
        var file = Path.Combine(_root.Path, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    private List<(string Name, double Value)> Figures()
    {
        using var group = Cgroup.Open(_root.Path);
        return [.. group.Series.Select(series => (series.Name, Math.Round(series.Read(), 9)))];
    }
}
