namespace Sonde.Emulator.FunctionCompute;

/// <summary>Something happened to a function that its instances must follow.</summary>
/// <param name="Function">The function after the change; the last one before it for <see cref="FunctionChangeKind.Deleted"/>.</param>
public sealed record FunctionChange(FunctionChangeKind Kind, FunctionRecord Function);
