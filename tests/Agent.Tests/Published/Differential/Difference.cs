namespace Sonde.Agent.Tests.Published.Differential;

/// <summary>A line that only one of two has.</summary>
/// <param name="Job">The script.</param>
/// <param name="IsOurs">Only the agent has it; else only Prometheus.</param>
/// <param name="Line">As <see cref="ScrapeHistory"/> tells it.</param>
internal sealed record Difference(string Job, bool IsOurs, string Line)
{
    public override string ToString() => $"{Job}: only {(IsOurs ? "the agent" : "Prometheus")}: {Line}";
}
