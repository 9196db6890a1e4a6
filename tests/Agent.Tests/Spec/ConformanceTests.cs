using Sonde.Testing;

namespace Sonde.Agent.Tests.Spec;

/// <summary>docs/agent-conformance.md is what rows and tags say. <c>UPDATE_GOLDEN=1</c> writes it.</summary>
public sealed class ConformanceTests
{
    private static readonly IReadOnlyList<SpecRow> s_rows = SpecRow.ReadAll();
    private static readonly IReadOnlyList<SpecTest> s_tests = SpecTest.FindAll();

    [Fact]
    public void A_row_is_named_once() => Assert.Empty(s_rows.GroupBy(row => row.Tag).Where(same => same.Count() > 1).Select(same => same.Key));

    [Fact]
    public void Every_tag_names_a_row()
    {
        HashSet<string> known = [.. s_rows.Select(row => row.Tag)];

        // A tag without its row: add the row to Spec/rows.tsv, or take the name of one that is there.
        Assert.Empty(s_tests.Where(test => !known.Contains(test.Tag)).Select(test => $"{test.Name}: {test.Tag}"));
    }

    [Fact]
    public void Every_row_has_a_test_or_the_reason_why_it_is_left_out()
    {
        HashSet<string> tested = [.. s_tests.Select(test => test.Tag)];

        Assert.Empty(s_rows.Where(row => !tested.Contains(row.Tag) && !row.IsLeftOut).Select(row => row.Tag));
    }

    [Fact]
    public void The_page_is_what_rows_tests_and_results_say()
    {
        var path = RepositoryRoot.Combine("docs", "agent-conformance.md");
        var page = new ConformancePage(s_rows, s_tests, SpecResults.Load()).Write();
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllText(path, page);

        Assert.True(page == File.ReadAllText(path), "docs/agent-conformance.md is not what the tests say: run `make golden`.");
        Assert.Contains(", 0 red.", page, StringComparison.Ordinal);
    }
}
