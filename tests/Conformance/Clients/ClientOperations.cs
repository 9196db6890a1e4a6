using System.Text.RegularExpressions;
using Sonde.Testing;

namespace Sonde.Conformance.Clients;

/// <summary>What our clients can ask a service for, read from their source, so that a new call is not forgotten here.</summary>
internal static partial class ClientOperations
{
    /// <param name="service">As the journal names it.</param>
    /// <param name="known">Names that mean an operation: source holds other texts too.</param>
    public static IReadOnlySet<string> Of(string service, IReadOnlySet<string> known) =>
        FoldersOf(service)
            .SelectMany(folder => Directory.EnumerateFiles(RepositoryRoot.Combine("operator", "Operator.Cloud", folder), "*.cs"))
            .SelectMany(file => Text().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups["text"].Value)
            .Where(known.Contains)
            .ToHashSet(StringComparer.Ordinal);

    private static string[] FoldersOf(string service) => service switch
    {
        "fc" => ["FunctionCompute"],
        "arms" => ["Prometheus", "Alerts", "Grafana"],
        "oss" => ["ObjectStorage"],
        _ => ["Identity"],
    };

    [GeneratedRegex("\"(?<text>[A-Za-z0-9]+)\"", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Text();
}
