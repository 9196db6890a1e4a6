using System.Xml.Linq;

namespace Sonde.Agent.Tests.Spec;

/// <summary>What became of the tests in a run before this one, as the runner's <c>-xml FILE</c> tells.</summary>
internal sealed class SpecResults
{
    /// <summary>Names that file.</summary>
    public const string Variable = "SONDE_AGENT_RESULTS";

    public const string Passed = "pass";

    private readonly ILookup<(string? Class, string? Method), string>? _results;

    private SpecResults(ILookup<(string? Class, string? Method), string>? results) => _results = results;

    /// <summary>The results of the named run. Where none is named, each test is taken to have passed: a page that is held against it must say so then.</summary>
    public static SpecResults Load() => Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } file
        ? new(null)
        : new(XDocument.Load(file).Descendants("test").ToLookup(test => ((string?)test.Attribute("type"), (string?)test.Attribute("method")), test => (string?)test.Attribute("result") ?? ""));

    /// <summary><c>pass</c>, <c>FAIL</c> or <c>not run</c>: of a theory with all its data.</summary>
    public string Of(SpecTest test)
    {
        if (_results is null)
            return Passed;
        var results = _results[(test.Class.FullName, test.Method.Name)].ToList();
        return results.Count == 0 || results.Contains("Skip") ? "not run" : results.TrueForAll(result => result == "Pass") ? Passed : "FAIL";
    }
}
