namespace Sonde.Emulator.Instances.Sandbox;

/// <summary>The arguments of bubblewrap for one sandbox.</summary>
internal static class SandboxCommand
{
    // Symbolic links on a merged-usr system, directories elsewhere.
    private static readonly string[] s_systemDirectories = ["/bin", "/sbin", "/lib", "/lib64"];

    private static readonly string[] s_systemFiles = ["/etc/ssl", "/etc/alternatives", "/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/localtime"];

    /// <summary>Everything behind <c>bwrap</c>. Variables are not here but in bubblewrap's own environment: arguments can be read by anybody on the machine.</summary>
    public static IReadOnlyList<string> Arguments(SandboxPlan plan, InstanceTools tools)
    {
        List<string> words =
        [
            "--unshare-all", "--die-with-parent", "--new-session", "--uid", "0", "--gid", "0", "--hostname", plan.Name,
            "--ro-bind", "/usr", "/usr", .. s_systemDirectories.SelectMany(SystemDirectory),
            .. s_systemFiles.SelectMany(path => (string[])["--ro-bind-try", path, path]),
            .. EtcFiles.Names.SelectMany(name => (string[])["--ro-bind", Path.Combine(plan.RunDirectory, "etc", name), $"/etc/{name}"]),
            "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--tmpfs", "/run", "--dir", "/var/tmp", "--dir", "/root",
            "--ro-bind", tools.DotnetRoot, "/opt/sonde/dotnet",
            "--ro-bind", tools.EngineDirectory, "/opt/sonde/engine",
            .. tools.SocatFolder is { } folder ? (string[])["--ro-bind", folder, folder] : [],
            "--ro-bind", plan.WrapperDirectory, "/usr/local/bin",
            "--bind", plan.RunDirectory, StartScript.RunDirectory,
            "--bind", plan.OutDirectory, StartScript.OutDirectory,
            .. plan.Mounts.SelectMany(mount => (string[])["--ro-bind", mount.Host, mount.Inside]),
            "--chdir", "/root",
            "/bin/sh", $"{StartScript.RunDirectory}/start.sh",
        ];
        return words;
    }

    private static string[] SystemDirectory(string path) => new DirectoryInfo(path) switch
    {
        { LinkTarget: { } target } => ["--symlink", target.TrimStart('/'), path],
        { Exists: true } => ["--ro-bind", path, path],
        _ => [],
    };
}
