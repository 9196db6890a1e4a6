namespace Sonde.Emulator.Http;

/// <summary>Under what an operation runs.</summary>
/// <param name="Stale">Age of what a list is to answer; zero for now.</param>
internal readonly record struct RunTerms(string RequestId, TimeSpan Stale);
