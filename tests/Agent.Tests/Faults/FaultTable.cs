using System.Text;
using Sonde.Testing;

namespace Sonde.Agent.Tests.Faults;

/// <summary><c>make faults</c>: every fault for as long as the peers were measured, and the table of <c>docs/agent.md</c>.</summary>
public sealed class FaultTable
{
    private const int AtATime = 3;
    private const string Begin = "<!-- faults: written by make faults -->\n";
    private const string End = "<!-- end of faults -->";

    // No library that deceives a static program about the time: clocks are moved in these tests instead, in whose world nothing else moves them.
    private const string ClockRow = "| wall clock jumps an hour ahead, an hour back | scrapes keep to their interval, no burst, no pause, sending goes on; stamps follow the clock (`ClockJumpTests`, with a clock of the test's own: no library moves the clock of a static program) | not measured | not measured | not measured | not measured |";

    [Fact(Explicit = true)]
    public async Task Every_fault_is_met_and_the_table_is_written()
    {
        var results = await RunAsync(TestContext.Current.CancellationToken);
        await WriteAsync(results);

        Assert.Empty(results.SelectMany(r => r.Outcome.Broken.Select(broken => $"{r.Row.Fault}: {broken}")));
    }

    private static async Task<(FaultRow Row, FaultOutcome Outcome)[]> RunAsync(CancellationToken cancellation)
    {
        var wanted = Environment.GetEnvironmentVariable("SONDE_FAULTS") is { Length: > 0 } part ? FaultRow.All.Where(row => row.Fault.Contains(part, StringComparison.Ordinal)) : FaultRow.All;
        var rows = wanted.ToArray();
        var results = new (FaultRow, FaultOutcome)[rows.Length];
        var places = Enumerable.Range(0, rows.Length);
        await Parallel.ForEachAsync(places, new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = cancellation }, async (i, token) =>
        {
            results[i] = (rows[i], await OutcomeAsync(rows[i], token));
            TestContext.Current.SendDiagnosticMessage(Line(results[i]));
        });
        return results;
    }

    private static async Task<FaultOutcome> OutcomeAsync(FaultRow row, CancellationToken cancellation)
    {
        try
        {
            return await row.Run(cancellation);
        }
        catch (Exception e) when (e is TimeoutException or InvalidOperationException or IOException)
        {
            return new FaultOutcome("not measured", [$"could not be run: {e.Message}"]);
        }
    }

    private static string Line((FaultRow Row, FaultOutcome Outcome) result) =>
        $"| {result.Row.Fault} | {result.Outcome.Measured}{(result.Outcome.Broken.Count == 0 ? "" : $" **Not met: {string.Join("; ", result.Outcome.Broken).ReplaceLineEndings(" ")}**")} | {result.Row.Peers} |";

    private static async Task WriteAsync((FaultRow Row, FaultOutcome Outcome)[] results)
    {
        var path = RepositoryRoot.Combine("docs", "agent.md");
        var text = await File.ReadAllTextAsync(path);
        var (begin, end) = (text.IndexOf(Begin, StringComparison.Ordinal), text.IndexOf(End, StringComparison.Ordinal));
        Assert.True(begin >= 0 && end > begin, $"{path} has no place for the table.");
        if (results.Length < FaultRow.All.Count)
            return;   // a part of it proves nothing about the rest

        StringBuilder table = new("| fault | sonde-agent | vmagent 1.145 | Prometheus 3.5.3 agent | OpenTelemetry Collector 0.156 (minimal) | Fluent Bit 5.1.1 |\n| --- | --- | --- | --- | --- | --- |\n");
        foreach (var result in results)
            table.Append(Line(result)).Append('\n');
        table.Append(ClockRow).Append('\n');
        await File.WriteAllTextAsync(path, text[..(begin + Begin.Length)] + table + text[end..]);
    }
}
