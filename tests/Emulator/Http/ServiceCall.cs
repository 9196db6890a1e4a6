using Sonde.Emulator.Signing;

namespace Sonde.Emulator.Http;

/// <summary>An operation that was asked for.</summary>
/// <param name="Authenticate">Tells who signed; throws a <see cref="Refusal"/> when the signature does not hold.</param>
/// <param name="Run">Does the work for the caller; throws a <see cref="Refusal"/>.</param>
internal sealed record ServiceCall(string Operation, Func<Caller> Authenticate, Func<Caller, RunTerms, Answer> Run);
