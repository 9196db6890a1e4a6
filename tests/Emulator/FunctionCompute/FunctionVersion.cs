namespace Sonde.Emulator.FunctionCompute;

/// <summary>A published version: code and configuration as they were.</summary>
internal sealed record FunctionVersion(FunctionRecord Record, string Description, DateTimeOffset Created);
