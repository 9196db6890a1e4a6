namespace Sonde.Testing;

/// <summary>The folder of this clone: the first one with <c>Operator.sln</c>, upward from the running program.</summary>
public static class RepositoryRoot
{
    private const string Marker = "Operator.sln";

    /// <summary>The absolute path of the folder.</summary>
    public static string Path { get; } = Find();

    /// <summary>A path inside the clone, from its parts.</summary>
    public static string Combine(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Path, .. parts]);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, Marker)))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds {Marker}: run the tests from a clone.");
    }
}
