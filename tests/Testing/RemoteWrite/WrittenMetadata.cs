namespace Sonde.Testing.RemoteWrite;

/// <summary>Metadata of one series of remote write 2.0, as it was on the wire.</summary>
/// <param name="Type">1 counter, 2 gauge, 3 histogram, 4 gaugehistogram, 5 summary, 6 info, 7 stateset; 0 not said.</param>
/// <param name="Help">"" for none.</param>
/// <param name="Unit">"" for none.</param>
public sealed record WrittenMetadata(int Type, string Help, string Unit);
