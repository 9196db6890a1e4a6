using System.Runtime.InteropServices;

[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]

namespace Sonde.Agent.Parent;

/// <summary>The calls of libc that a parent needs; in the published file they are linked in.</summary>
/// <remarks>Linux on x64: sizes and numbers below are of that system. <c>Process</c> of the base library is no choice here: it knows no process group, and reaps only what it started.</remarks>
internal static partial class Libc
{
    /// <summary>Bytes that hold a <c>posix_spawnattr_t</c> of glibc (336) or musl (336), or a <c>siginfo_t</c> (128), or a <c>sigset_t</c> (128).</summary>
    public const int RoomForAny = 512;

    public const short SpawnSetProcessGroup = 0x02;
    public const short SpawnSetSignalDefaults = 0x04;
    public const short SpawnSetSignalMask = 0x08;

    /// <summary><c>P_ALL</c> of <c>waitid</c>.</summary>
    public const int AnyChild = 0;

    /// <summary><c>P_PID</c> of <c>waitid</c>.</summary>
    public const int OneChild = 1;

    /// <summary><c>WEXITED | WNOWAIT</c>: tells of an ended child and leaves it for <see cref="WaitFor"/>.</summary>
    public const int EndedButLeft = 0x4 | 0x01000000;

    /// <summary><c>SIGKILL</c>.</summary>
    public const int KillSignal = 9;

    /// <summary><c>O_CLOEXEC</c>: children do not inherit the file.</summary>
    public const int CloseOnExecute = 0x80000;

    public const int ReadOnly = 0;
    public const int WriteOnly = 1;

    public const int Interrupted = 4;
    public const int NoSuchFile = 2;

    private const string Library = "libc";

    [LibraryImport(Library, EntryPoint = "posix_spawnp", StringMarshalling = StringMarshalling.Utf8)]
    public static unsafe partial int Spawn(out int process, string file, void* actions, void* attributes, byte** arguments, nint environment);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_init")]
    public static unsafe partial int InitAttributes(void* attributes);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_setflags")]
    public static unsafe partial int SetFlags(void* attributes, short flags);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_setsigdefault")]
    public static unsafe partial int SetSignalDefaults(void* attributes, void* signals);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_setsigmask")]
    public static unsafe partial int SetSignalMask(void* attributes, void* signals);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_init")]
    public static unsafe partial int InitActions(void* actions);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_destroy")]
    public static unsafe partial int DestroyActions(void* actions);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_adddup2")]
    public static unsafe partial int AddDuplicate(void* actions, int file, int asFile);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_addopen", StringMarshalling = StringMarshalling.Utf8)]
    public static unsafe partial int AddOpen(void* actions, int asFile, string path, int flags, uint mode);

    [LibraryImport(Library, EntryPoint = "pipe2")]
    public static unsafe partial int Pipe(int* ends, int flags);

    [LibraryImport(Library, EntryPoint = "sigfillset")]
    public static unsafe partial int AllSignals(void* signals);

    [LibraryImport(Library, EntryPoint = "sigemptyset")]
    public static unsafe partial int NoSignals(void* signals);

    [LibraryImport(Library, EntryPoint = "waitid", SetLastError = true)]
    public static unsafe partial int WaitForAny(int kind, int id, void* info, int options);

    [LibraryImport(Library, EntryPoint = "waitpid", SetLastError = true)]
    public static partial int WaitFor(int process, out int status, int options);

    [LibraryImport(Library, EntryPoint = "kill")]
    public static partial int Kill(int process, int signal);

    [LibraryImport(Library, EntryPoint = "getpgrp")]
    public static partial int ProcessGroup();

    [LibraryImport(Library, EntryPoint = "tcgetpgrp")]
    public static partial int ForegroundGroup(int terminal);

    [LibraryImport(Library, EntryPoint = "tcsetpgrp")]
    public static partial int SetForegroundGroup(int terminal, int group);

    /// <summary>The environment as this process was given it, bytes and order included; what the base library changes since is its own copy.</summary>
    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_GetEnviron")]
    public static partial nint Environment();
}
