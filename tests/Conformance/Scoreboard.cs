using System.Text;
using Sonde.Conformance.Clients;
using Sonde.Testing;

[assembly: AssemblyFixture(typeof(Sonde.Conformance.Scoreboard))]

namespace Sonde.Conformance;

/// <summary>The one table of the whole run, written to <c>artifacts/conformance.txt</c> at its end. A run that never came is a row without steps.</summary>
public sealed class Scoreboard : IDisposable
{
    private const int MostTold = 3;
    private readonly Lock _gate = new();
    private readonly Dictionary<SdkRun, int> _passed = [];
    private readonly Dictionary<ClientRun, int> _ours = [];
    private readonly SortedDictionary<string, IReadOnlyList<string>> _differences = new(StringComparer.Ordinal);
    private (int Verified, int Of) _recorded;
    private (int Refused, int Of) _tampered;

    public void Count(SdkRun run, int passed)
    {
        lock (_gate)
            _passed[run] = passed;
    }

    public void Count(ClientRun run, int passed)
    {
        lock (_gate)
            _ours[run] = passed;
    }

    /// <summary>A service's journals, ours and theirs: what differs, or nothing.</summary>
    public void CountDifferences(string service, IReadOnlyList<string> differences)
    {
        lock (_gate)
            _differences[service] = differences;
    }

    public void CountRecorded(bool[] verified, bool[] refused)
    {
        lock (_gate)
        {
            _recorded = (_recorded.Verified + verified.Count(one => one), _recorded.Of + verified.Length);
            _tampered = (_tampered.Refused + refused.Count(one => one), _tampered.Of + refused.Length);
        }
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var table = new StringBuilder();
        Row(table, "SDK", "run", "steps", "passed");
        foreach (var run in SdkRun.All)
            Row(table, SdkVersions.Of(run.Package), $"{run}", $"{run.Steps}", $"{_passed.GetValueOrDefault(run)}");
        foreach (var run in ClientRun.All)
            Row(table, "Sonde's own clients", $"{run}", $"{run.Steps}", $"{_ours.GetValueOrDefault(run)}");
        Row(table, "all", "", $"{SdkRun.All.Sum(run => run.Steps) + ClientRun.All.Sum(run => run.Steps)}", $"{_passed.Values.Sum() + _ours.Values.Sum()}");
        return table.Append($"\n{Recorded}, {Journals}\n").ToString();
    }

    /// <summary>How many recordings were judged rightly.</summary>
    public string Recorded => $"recorded {_recorded.Verified}/{_recorded.Of} verified, tampered {_tampered.Refused}/{_tampered.Of} refused";

    private string Journals => (_differences.Values.SelectMany(each => each).ToList(), _differences.Count == ClientRun.All.Select(run => run.Service).Distinct(StringComparer.Ordinal).Count()) switch
    {
        ({ Count: 0 }, true) => "journals equal",
        ({ Count: 0 }, false) => "journals not compared",
        (var all, _) => $"journals differ: {string.Join("; ", all.Take(MostTold))}",
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        var place = RepositoryRoot.Combine("artifacts", "conformance.txt");
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        lock (_gate)
            File.WriteAllText(place, ToString());
    }

    private static void Row(StringBuilder table, string sdk, string run, string steps, string passed) =>
        table.Append($"{sdk,-34}{run,-24}{steps,6}{passed,8}\n");
}
