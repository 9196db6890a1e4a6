namespace Sonde.Conformance.Clients;

/// <summary>What came of a scenario.</summary>
/// <param name="Journal">What the emulator was asked by it.</param>
internal sealed record ClientOutcome(IReadOnlyList<SdkStep> Steps, EmulatorJournal Journal);
