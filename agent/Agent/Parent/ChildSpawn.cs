namespace Sonde.Agent.Parent;

/// <summary>Executes a program as our child, leading a process group of its own, with signals at their defaults and none blocked.</summary>
internal static unsafe class ChildSpawn
{
    /// <summary>Executes it.</summary>
    /// <param name="command">The program, looked for in <c>PATH</c> where it has no slash, and its arguments.</param>
    /// <param name="actions">What is done with its files: a <c>posix_spawn_file_actions_t</c>; null: ours are inherited.</param>
    /// <returns>The number of the process, and of its group.</returns>
    /// <exception cref="ProgramStartException">It is not found or cannot be executed.</exception>
    public static int Execute(IReadOnlyList<string> command, void* actions)
    {
        using var arguments = new NativeArguments(command);
        var attributes = stackalloc byte[Libc.RoomForAny];
        var all = stackalloc byte[Libc.RoomForAny];
        var none = stackalloc byte[Libc.RoomForAny];
        _ = Libc.AllSignals(all);
        _ = Libc.NoSignals(none);
        _ = Libc.InitAttributes(attributes);
        _ = Libc.SetSignalDefaults(attributes, all);
        _ = Libc.SetSignalMask(attributes, none);
        _ = Libc.SetFlags(attributes, Libc.SpawnSetProcessGroup | Libc.SpawnSetSignalDefaults | Libc.SpawnSetSignalMask);
        var error = Libc.Spawn(out var process, command[0], actions, attributes, arguments.Pointer, Libc.Environment());
        return error == 0 ? process : throw new ProgramStartException(command[0], error);
    }
}
