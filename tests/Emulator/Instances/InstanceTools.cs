namespace Sonde.Emulator.Instances;

/// <summary>Programs and files that the sandboxes need, found once.</summary>
/// <param name="Bubblewrap">Makes the sandbox.</param>
/// <param name="Socat">Relays into and out of it.</param>
/// <param name="EngineDirectory">Holds the engine stand-in.</param>
/// <param name="DotnetRoot">Runs it.</param>
internal sealed record InstanceTools(string Bubblewrap, string Socat, string EngineDirectory, string DotnetRoot)
{
    public const string EngineAssembly = "sonde-engine-standin.dll";

    /// <summary>What must be seen inside, at the same place, for socat to run; null when it is part of the system.</summary>
    /// <remarks>A package unpacked into a folder has its libraries beside it: <c>{folder}/usr/bin/socat</c> needs the whole folder.</remarks>
    public string? SocatFolder
    {
        get
        {
            var directory = Path.GetDirectoryName(Socat)!;
            if (directory is "/usr/bin" or "/bin" || directory.StartsWith("/usr/", StringComparison.Ordinal))
                return null;
            return directory.EndsWith("/usr/bin", StringComparison.Ordinal) ? directory[..^"/usr/bin".Length] : directory;
        }
    }

    /// <summary>Finds them all.</summary>
    /// <exception cref="FileNotFoundException">One is absent; the message names it and what to do.</exception>
    public static InstanceTools Find(InstanceOptions options) => new(
        Program("bwrap", options.Bubblewrap, "SONDE_BWRAP"),
        Program("socat", options.Socat, "SONDE_SOCAT"),
        Engine(options.EngineStandIn),
        Dotnet());

    private static string Program(string name, string? given, string variable)
    {
        var path = given ?? (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } set ? set : OnPath(name));
        return path is not null && File.Exists(path)
            ? Path.GetFullPath(path)
            : throw new FileNotFoundException($"{name} is not there ({path ?? "not on PATH"}): install it, or set {variable} to its path.");
    }

    private static string? OnPath(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries).Select(directory => Path.Combine(directory, name)).FirstOrDefault(File.Exists);

    private static string Engine(string? given)
    {
        var build = new DirectoryInfo(AppContext.BaseDirectory);
        var path = given
            ?? Environment.GetEnvironmentVariable("SONDE_ENGINE_STANDIN")
            ?? Path.Combine(build.Parent?.Parent?.FullName ?? "/", "Engine", build.Name, EngineAssembly);
        return File.Exists(path)
            ? Path.GetDirectoryName(Path.GetFullPath(path))!
            : throw new FileNotFoundException($"The engine stand-in is not at {path}: build tests/Engine, or set SONDE_ENGINE_STANDIN to its path.");
    }

    // The framework that runs this emulator also runs the stand-in: …/shared/Microsoft.NETCore.App/10.0.x/.
    private static string Dotnet()
    {
        var framework = new DirectoryInfo(Path.GetDirectoryName(typeof(object).Assembly.Location)!);
        return framework.Parent?.Parent?.Parent?.FullName ?? throw new FileNotFoundException($"No .NET installation around {framework}.");
    }
}
