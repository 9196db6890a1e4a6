namespace Sonde.Conformance;

/// <summary>The official SDKs are the judges: they were made against the real services and know nothing of the emulator.</summary>
public sealed class SdkTests(SdkRuns runs, Scoreboard scores)
{
    public static TheoryData<SdkRun> Runs => [.. SdkRun.All];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task Every_step_of_an_official_SDK_gets_the_answer_it_should(SdkRun run)
    {
        var (result, steps, journal) = await runs.OfAsync(run, Cancellation);

        scores.Count(run, steps.Count(step => step.Ok));
        if (steps.Any(step => !step.Ok))
            Assert.Fail(string.Join('\n', steps.Where(step => !step.Ok).Select(step => $"{step.Name}: {step.Detail}")));
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(run.Steps, steps.Count);
        Assert.Equal(Documented(run), journal.OperationsOf(run.Service));
        Assert.Equal(run.Options.EndsWith("--sts", StringComparison.Ordinal), journal.OperationsOf("sts").Contains("AssumeRole") && run.Service != "sts");
    }

    /// <summary>What docs/emulator.md says this SDK checks: the page is wrong when it is another set than what was asked.</summary>
    private static HashSet<string> Documented(SdkRun run) =>
        OperationsTable.Read().Where(row => row.Service == run.Service && row.CheckedBy.Contains(run.ShortName)).Select(row => row.Operation).ToHashSet(StringComparer.Ordinal);
}
