namespace Sonde.Agent.Tests.Faults;

/// <summary>What came of a scenario.</summary>
/// <param name="Measured">The figures, as they stand in the table.</param>
/// <param name="Broken">Requirements that were not met; empty when all is well.</param>
internal sealed record FaultOutcome(string Measured, IReadOnlyList<string> Broken)
{
    /// <summary>Collects requirements.</summary>
    public static FaultOutcome Of(string measured, params (bool IsMet, string Requirement)[] requirements) =>
        new(measured, [.. requirements.Where(r => !r.IsMet).Select(r => r.Requirement)]);

    /// <summary>Fails the test when a requirement was not met.</summary>
    public void MustBeMet() => Assert.True(Broken.Count == 0, $"Not met: {string.Join("; ", Broken)}. Measured: {Measured}");
}
