namespace Sonde.Agent.Machine;

/// <summary>Where the control group of this process is: its own folder where the whole tree is mounted, the mount itself where a container sees only its own.</summary>
internal sealed class CgroupPaths
{
    private const string UnifiedMark = "cgroup.controllers";

    private readonly string _mount;
    private readonly Dictionary<string, string> _groups;

    private CgroupPaths(string mount, Dictionary<string, string> groups)
    {
        _mount = mount;
        _groups = groups;
        IsVersion2 = File.Exists(Path.Join(mount, UnifiedMark));
    }

    /// <summary>True: one tree for all controllers.</summary>
    public bool IsVersion2 { get; }

    public static CgroupPaths Find(string root) => new(Path.Join(root, "sys/fs/cgroup"), Groups(Path.Join(root, "proc/self/cgroup")));

    /// <summary>The file of a figure: <c>memory.max</c>, or in version 1 <c>memory/memory.limit_in_bytes</c> with the controller first.</summary>
    public string Of(string name)
    {
        var slash = IsVersion2 ? -1 : name.IndexOf('/', StringComparison.Ordinal);
        var controller = slash < 0 ? "" : name[..slash];
        var own = Path.Join(_mount, controller, _groups.GetValueOrDefault(controller, "/"), name[(slash + 1)..]);
        return File.Exists(own) ? own : Path.Join(_mount, controller, name[(slash + 1)..]);
    }

    /// <summary>Group by controller, from lines such as <c>4:cpu,cpuacct:/a/b</c>; version 2 has one line without a controller.</summary>
    private static Dictionary<string, string> Groups(string file)
    {
        Dictionary<string, string> groups = new(StringComparer.Ordinal);
        if (!File.Exists(file))
            return groups;

        foreach (var line in File.ReadLines(file))
        {
            if (line.Split(':', 3) is not [_, var controllers, var path])
                continue;
            foreach (var controller in controllers.Split(','))
                groups[controller] = path;
        }

        return groups;
    }
}
