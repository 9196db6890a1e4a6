using Sonde.Testing;

namespace Sonde.Agent.Tests.Published.Differential;

/// <summary>The collected pages of engines and of public bug reports, each with series that vanish and come back and with a scrape that fails.</summary>
internal static class EngineScripts
{
    private const string End = "# EOF";

    public static IEnumerable<PageScript> All => Directory.GetFiles(RepositoryRoot.Combine("tests", "Agent.Tests", "Pages"), "*.prom")
        .Concat(Directory.GetFiles(RepositoryRoot.Combine("tests", "Agent.Tests", "Cases"), "*.prom"))
        .Order(StringComparer.Ordinal)
        .Select(Of);

    private static PageScript Of(string file)
    {
        // What a case was asked with is no line of its page.
        string[] lines = [.. File.ReadAllLines(file).Where(line => !line.StartsWith("# request:", StringComparison.Ordinal))];
        PageFrame page = new(string.Join('\n', lines) + "\n");
        PageFrame thinned = new(string.Join('\n', lines.Where((line, i) => line.StartsWith('#') || i % 3 > 0)) + "\n");
        return new(Path.GetFileNameWithoutExtension(file), [page, page, thinned, page, PageFrame.Unavailable, page])
        {
            ContentType = lines[^1] == End ? PageScript.OpenMetrics : PageScript.Text,
        };
    }
}
