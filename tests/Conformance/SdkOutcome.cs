using Sonde.Testing.Processes;

namespace Sonde.Conformance;

/// <summary>What came of a script.</summary>
/// <param name="Journal">What the emulator was asked by it.</param>
internal sealed record SdkOutcome(ProcessResult Result, IReadOnlyList<SdkStep> Steps, EmulatorJournal Journal);
