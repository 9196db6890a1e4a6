using System.Text;

namespace Sonde.Agent.Tests.Spec;

/// <summary>Writes <c>docs/agent-conformance.md</c>.</summary>
internal sealed class ConformancePage(IReadOnlyList<SpecRow> rows, IReadOnlyList<SpecTest> tests, SpecResults results)
{
    private static readonly Dictionary<string, string> s_titles = new(StringComparer.Ordinal)
    {
        ["1"] = "The sender as a program",
        ["2.1"] = "Protocol",
        ["2.2"] = "Samples",
        ["2.3"] = "Labels",
        ["2.4"] = "Symbols",
        ["2.5"] = "Timestamps and start timestamps",
        ["2.6"] = "Histograms",
        ["2.7"] = "Exemplars",
        ["2.8"] = "Metadata",
        ["2.9"] = "Batching",
        ["2.10"] = "Retry, backoff, errors",
        ["2.11"] = "Remote write 1.0",
        ["3"] = "Wire",
        ["4"] = "Text format 0.0.4",
        ["5"] = "OpenMetrics 1.0",
        ["6"] = "The scraper",
        ["7"] = "Faults",
    };

    public string Write()
    {
        StringBuilder page = new();
        page.Append("""
            # Conformance of the agent

            <!-- Written by `make golden` from tests/Agent.Tests/Spec/rows.tsv, the tests' [Spec] tags and the results of a run. Do not edit. -->

            What remote write 1.0 and 2.0, the text format, OpenMetrics and Prometheus' scraper ask of an agent, row by row, and the tests that hold ours to it. Levels: M must, S should, may; own: ours.
            *Differs* says where a choice of ours is not Prometheus', and why.

            """);
        page.Append(Summary());
        foreach (var section in rows.GroupBy(row => row.Section))
        {
            page.Append("\n## ").Append(section.Key).Append(' ').Append(s_titles[section.Key]).Append("\n\n| row | | must hold | tests | |\n| --- | --- | --- | --- | --- |\n");
            foreach (var row in section)
                page.Append(Line(row));
        }

        return page.ToString();
    }

    private string Summary()
    {
        var asserted = rows.Count(row => !row.IsLeftOut && TestsOf(row).Count > 0);
        return $"\n{rows.Count} rows: {asserted} held by tests, {rows.Count(row => row.IsLeftOut)} left out, {rows.Count(row => ResultOf(row) is not (SpecResults.Passed or "left out"))} red.\n";
    }

    private string Line(SpecRow row)
    {
        var mustHold = row.Note.Length == 0 ? row.MustHold : $"{row.MustHold}. *{char.ToUpperInvariant(row.Note[0])}{row.Note[1..]}*".TrimStart('.', ' ');
        return $"| {Cell(row.Name)} | {row.Level} | {Cell(mustHold)} | {string.Join("<br>", TestsOf(row).Select(test => $"`{test.Name}`"))} | {ResultOf(row)} |\n";
    }

    private string ResultOf(SpecRow row)
    {
        var ofTests = TestsOf(row).Select(results.Of).Distinct(StringComparer.Ordinal).ToList();
        return row.IsLeftOut ? "left out" : ofTests is [var same] ? same : ofTests.Count == 0 ? "no test" : string.Join(", ", ofTests);
    }

    private List<SpecTest> TestsOf(SpecRow row) => [.. tests.Where(test => test.Tag == row.Tag)];

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
