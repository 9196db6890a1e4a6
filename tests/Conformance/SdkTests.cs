using Sonde.Testing.Processes;

namespace Sonde.Conformance;

/// <summary>The official SDKs are the judges: they were made against the real services and know nothing of the emulator.</summary>
public sealed class SdkTests(Scoreboard scores)
{
    private static readonly Tool s_node = new("Node.js", "SONDE_NODE_BIN", "tests/setup/node.sh");
    private static readonly Tool s_sdks = new("SDKs of npm", "SONDE_SDKS_MARK", "tests/setup/sdks.sh");
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    public static TheoryData<SdkRun> Runs => [.. SdkRun.All];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task Every_step_of_an_official_SDK_gets_the_answer_it_should(SdkRun run)
    {
        await using var stage = await Stage.SetAsync(Cancellation);

        var result = await ChildProcess.RunAsync(await StartAsync(run, stage.Endpoint), input: "", s_patience, Cancellation);

        var steps = SdkStep.Read(result.Output);
        scores.Count(run, steps.Count(step => step.Ok));
        if (steps.Any(step => !step.Ok))
            Assert.Fail(string.Join('\n', steps.Where(step => !step.Ok).Select(step => $"{step.Name}: {step.Detail}")));
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(run.Steps, steps.Count);
        Assert.Equal(Documented(run), await stage.AskedAsync(run.Service, Cancellation));
        Assert.Equal(run.Options.EndsWith("--sts", StringComparison.Ordinal), (await stage.AskedAsync("sts", Cancellation)).Contains("AssumeRole") && run.Service != "sts");
    }

    /// <summary>What docs/emulator.md says this SDK checks: the page is wrong when it is another set than what was asked.</summary>
    private static HashSet<string> Documented(SdkRun run) =>
        OperationsTable.Read().Where(row => row.Service == run.Service && row.CheckedBy.Contains(run.ShortName)).Select(row => row.Operation).ToHashSet(StringComparer.Ordinal);

    private static async Task<ChildProcessStart> StartAsync(SdkRun run, string endpoint) =>
        new(await s_node.PathAsync(Cancellation), [Path.Combine(Stage.Scripts, run.Script), endpoint, .. run.Options.Split(' ', StringSplitOptions.RemoveEmptyEntries)])
        {
            Environment = new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["NODE_PATH"] = Path.Combine(Path.GetDirectoryName(await s_sdks.PathAsync(Cancellation))!, "node_modules"),
                // Some SDKs would send even loopback requests through a proxy.
                ["HTTP_PROXY"] = null,
                ["http_proxy"] = null,
            },
        };
}
