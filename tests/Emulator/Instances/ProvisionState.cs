namespace Sonde.Emulator.Instances;

/// <summary>What became of a provision target.</summary>
/// <param name="Current">Instances that are ready.</param>
/// <param name="CurrentError">Why there are fewer than asked for; empty when none failed.</param>
public sealed record ProvisionState(int Current, string CurrentError);
