namespace Sonde.Emulator.Oss;

/// <summary>An operation: its method, whether it is of the service, a bucket or an object, and the parameter that tells it from others.</summary>
/// <param name="Marker">Query parameter or header (with the prefix <c>header:</c>) that must be there; empty for the plain operation of this method.</param>
internal sealed record OssOperation(string Name, string Method, OssLevel Level, string Marker, Func<OssCall, Http.Answer> Run);
