namespace Sonde.Emulator.FunctionCompute;

/// <summary>How many instances of one qualifier are kept ready, by a provision config or a scaling config.</summary>
/// <param name="AlwaysAllocateCpu">False: they are frozen between requests.</param>
public sealed record InstanceTarget(string Qualifier, int Count, bool AlwaysAllocateCpu, bool AlwaysAllocateGpu);
