using Sonde.Conformance.Journals;

namespace Sonde.Conformance.Clients;

/// <summary>Our clients do at the same emulator what the official SDKs do there, and ask for the same.</summary>
public sealed class ClientTests(ClientRuns ours, SdkRuns theirs, Scoreboard scores)
{
    public static TheoryData<ClientRun> Runs => [.. ClientRun.All];

    public static TheoryData<string> Services => ["fc", "arms", "oss", "sts"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task Every_step_of_our_clients_gets_the_answer_it_should(ClientRun run)
    {
        var steps = (await ours.OfAsync(run, Cancellation)).Steps;

        scores.Count(run, steps.Count(step => step.Ok));
        if (steps.Any(step => !step.Ok))
            Assert.Fail(string.Join('\n', steps.Where(step => !step.Ok).Select(step => $"{step.Name}: {step.Detail}")));
        Assert.Equal(run.Steps, steps.Count);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Our_clients_ask_for_the_same_as_the_official_SDKs(string service)
    {
        var tolerances = Tolerances.All.Where(tolerance => tolerance.Service == service).ToList();
        HashSet<Tolerance> needed = [];
        List<string> differences = [];
        foreach (var sdk in SdkRun.All.Where(run => run.Service == service))
        {
            foreach (var client in ClientRun.All.Where(run => run.Service == service))
            {
                var comparison = JournalComparison.Of(await CallsAsync(sdk), await CallsAsync(client), tolerances, NotOurs.Of(service));
                needed.UnionWith(comparison.Needed);
                differences.AddRange(comparison.Differences.Select(difference => $"{sdk} and our {client}: {difference}"));
            }
        }

        scores.CountDifferences(service, differences);
        if (differences.Count > 0)
            Assert.Fail(string.Join('\n', differences));
        // What does not occur need not be tolerated.
        Assert.Equal([], tolerances.Except(needed).Select(tolerance => $"{tolerance}"));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Our_clients_were_asked_for_all_they_have_and_have_nothing_that_is_called_not_ours(string service)
    {
        var asked = (await ours.OfAsync(ClientRun.All.First(run => run.Service == service), Cancellation)).Journal.OperationsOf(service);
        var official = (await theirs.OfAsync(SdkRun.All.First(run => run.Service == service), Cancellation)).Journal.OperationsOf(service);

        await using var stage = await Stage.SetAsync(Cancellation);
        var known = (await stage.KnownAsync(Cancellation))[service];
        Assert.Equal(ClientOperations.Of(service, known).Order(StringComparer.Ordinal), asked.Order(StringComparer.Ordinal));
        Assert.Equal(NotOurs.Of(service).Order(StringComparer.Ordinal), official.Except(asked).Order(StringComparer.Ordinal));
    }

    private async Task<IReadOnlyList<Call>> CallsAsync(SdkRun run) => CallReader.Read((await theirs.OfAsync(run, Cancellation)).Journal.Of(run.Service), new());

    private async Task<IReadOnlyList<Call>> CallsAsync(ClientRun run) => CallReader.Read((await ours.OfAsync(run, Cancellation)).Journal.Of(run.Service), new());
}
