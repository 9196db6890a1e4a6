namespace Sonde.Agent.Proxy;

/// <summary>Paths that callers are not to see, with all that is below them.</summary>
/// <remarks>
/// Compared more broadly than any engine routes: without case, slashes folded, <c>%2F</c> taken for a slash. What is hidden once too often is a 404,
/// what is hidden once too seldom is the user's traffic told to anybody.
/// </remarks>
internal sealed class HiddenPaths(IEnumerable<string> paths)
{
    private readonly string[] _paths = [.. paths.Select(Fold)];

    /// <summary>True where a request for the path gets 404.</summary>
    /// <param name="path">Decoded once and without dot segments, as the server gives it.</param>
    public bool Hides(string path)
    {
        if (_paths.Length == 0)
            return false;
        var folded = Fold(path);
        return Array.Exists(_paths, hidden => folded.StartsWith(hidden, StringComparison.OrdinalIgnoreCase) && (folded.Length == hidden.Length || folded[hidden.Length] == '/'));
    }

    private static string Fold(string path)
    {
        var folded = path.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        while (folded.Contains("//", StringComparison.Ordinal))
            folded = folded.Replace("//", "/", StringComparison.Ordinal);
        return folded.Length > 1 ? folded.TrimEnd('/') : folded;
    }
}
