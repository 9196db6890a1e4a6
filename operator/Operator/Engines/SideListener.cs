namespace Sonde.Operator.Engines;

/// <summary>A port that an engine opens beside that of its server.</summary>
/// <param name="Flag">The flag that moves it.</param>
/// <param name="Port">Where it is without that flag.</param>
internal sealed record SideListener(string Flag, int Port);
