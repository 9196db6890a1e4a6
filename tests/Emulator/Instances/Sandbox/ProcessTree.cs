using System.Globalization;

namespace Sonde.Emulator.Instances.Sandbox;

/// <summary>All processes of one process namespace: its first process and whatever descends from it.</summary>
/// <remarks>
/// An orphan, also one that called <c>setsid</c>, is adopted by the first process of its namespace, so descent finds every one; no cgroup or privilege is needed.
/// </remarks>
internal sealed class ProcessTree(int first)
{
    private const int MostRounds = 200;

    /// <summary>Stops every process and returns once all are stopped.</summary>
    /// <remarks>A process may fork while we look, so we look until a round finds nothing running.</remarks>
    /// <returns>False when some process would not stop within the rounds.</returns>
    public bool Freeze()
    {
        for (var round = 0; round < MostRounds; round++)
        {
            var running = List().Where(process => process.State is not ('T' or 't' or 'Z' or 'X')).ToList();
            if (running.Count == 0)
                return true;
            foreach (var process in running)
                Signals.Send(process.Id, Signals.Stop);
            Thread.Yield();
        }

        return false;
    }

    /// <summary>Lets every process go on.</summary>
    public void Thaw()
    {
        foreach (var process in List())
            Signals.Send(process.Id, Signals.Continue);
    }

    /// <summary>Kills every process: the kernel kills the rest of a namespace with its first process.</summary>
    public void Kill() => Signals.Send(first, Signals.Kill);

    /// <summary>The process that the sandbox was started for: the first child of the first process.</summary>
    public int? Main() => List() is { Count: > 1 } all ? all.Where(process => process.Parent == first).Select(process => (int?)process.Id).FirstOrDefault() : null;

    /// <summary>Id, parent and state of each, the first process first, then by id.</summary>
    public IReadOnlyList<(int Id, int Parent, char State)> List()
    {
        var all = new SortedDictionary<int, (int Parent, char State)>();
        foreach (var path in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(path.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && Read(id) is { } found)
                all[id] = found;
        }

        if (!all.TryGetValue(first, out var root))
            return [];

        var tree = new List<(int, int, char)> { (first, root.Parent, root.State) };
        var members = new HashSet<int> { first };
        // A child may have a lower id than its parent once ids wrapped around, so repeat until nothing is added.
        for (var grew = true; grew;)
        {
            grew = false;
            foreach (var (id, (parent, state)) in all)
            {
                if (!members.Contains(parent) || !members.Add(id))
                    continue;
                tree.Add((id, parent, state));
                grew = true;
            }
        }

        return tree;
    }

    /// <summary>The only child of a process, or null while it has none.</summary>
    public static int? ChildOf(int process)
    {
        try
        {
            var children = File.ReadAllText($"/proc/{process}/task/{process}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return children.Length > 0 ? int.Parse(children[0], CultureInfo.InvariantCulture) : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    // "12 (a name) S 1 …": the name may hold blanks and parentheses, so read behind the last one.
    private static (int Parent, char State)? Read(int id)
    {
        try
        {
            var line = File.ReadAllText($"/proc/{id}/stat");
            var fields = line[(line.LastIndexOf(')') + 2)..].Split(' ', 3);
            return (int.Parse(fields[1], CultureInfo.InvariantCulture), fields[0][0]);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
