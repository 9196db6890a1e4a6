using System.Text;
using Sonde.Testing;

[assembly: AssemblyFixture(typeof(Sonde.Conformance.Scoreboard))]

namespace Sonde.Conformance;

/// <summary>The one table of the whole run, written to <c>artifacts/conformance.txt</c> at its end. A run that never came is a row without steps.</summary>
public sealed class Scoreboard : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<SdkRun, int> _passed = [];
    private (int Verified, int Of) _recorded;
    private (int Refused, int Of) _tampered;

    public void Count(SdkRun run, int passed)
    {
        lock (_gate)
            _passed[run] = passed;
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
        Row(table, "all", "", $"{SdkRun.All.Sum(run => run.Steps)}", $"{_passed.Values.Sum()}");
        return table.Append($"\nrecorded {_recorded.Verified}/{_recorded.Of} verified, tampered {_tampered.Refused}/{_tampered.Of} refused\n").ToString();
    }

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
