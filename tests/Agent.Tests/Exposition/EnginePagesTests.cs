using Sonde.Testing;

namespace Sonde.Agent.Tests.Exposition;

/// <summary>The pages of real engines give exactly the samples that the slow reference parser finds in them.</summary>
public sealed class EnginePagesTests
{
    private static readonly string s_folder = RepositoryRoot.Combine("tests", "Agent.Tests", "Pages");

    public static TheoryData<string> Pages => [.. Directory.EnumerateFiles(s_folder, "*.prom").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Pages))]
    [Spec("4 engine pages")]
    public void The_page_of_an_engine_gives_what_the_reference_reads(string name)
    {
        var page = File.ReadAllText(Path.Combine(s_folder, name));
        var reference = ReferenceParser.Parse(page);
        Assert.NotNull(reference);
        TargetPages target = new();

        var first = target.Scrape(page);
        var again = target.Scrape(page);

        var expected = Restored(name, reference.Select(sample => sample.Expected(null)));
        Assert.NotEmpty(expected);
        Assert.Equal(expected, first);
        Assert.Equal(expected, again);   // by the cache now
    }

    public static TheoryData<string> OpenMetricsPages => [.. Pages.Where(row => row.Data.Contains("openmetrics", StringComparison.Ordinal)).Select(row => row.Data)];

    [Theory]
    [MemberData(nameof(OpenMetricsPages))]
    [Spec("7 10 _created")]
    public void An_OpenMetrics_page_of_an_engine_gives_what_its_reference_reads(string name)
    {
        var page = File.ReadAllText(Path.Combine(s_folder, name));
        page = page[(page.IndexOf("# HELP", StringComparison.Ordinal))..];   // without the note of where it comes from
        var target = TargetPages.OpenMetrics();

        var samples = target.Scrape(page);

        // The reference knows nothing of escaped colons.
        var restored = page.Replace("\nvllm_", "\nvllm:", StringComparison.Ordinal).Replace("\nsglang_", "\nsglang:", StringComparison.Ordinal);
        var reference = OpenMetricsReference.Parse(restored, target.Timestamp);
        Assert.NotNull(reference);
        Assert.Equal(reference.Select(s => s.Expected(null)), samples);
        Assert.Equal(reference.Select(s => s.Detail), target.Details);
        Assert.Equal(page.Contains("_created", StringComparison.Ordinal), target.Details.Any(d => d.Start > 0));
    }

    /// <summary>The two pages with escaped names must give the names that the same engines print in the text format: case 01.</summary>
    private static List<PageSample> Restored(string name, IEnumerable<PageSample> samples) => [.. samples.Select(sample => !name.Contains("underscores", StringComparison.Ordinal) ? sample
        : sample with { Series = sample.Series.StartsWith("vllm_", StringComparison.Ordinal) ? "vllm:" + sample.Series[5..] : sample.Series.StartsWith("sglang_", StringComparison.Ordinal) ? "sglang:" + sample.Series[7..] : sample.Series })];
}
