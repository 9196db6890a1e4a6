using Sonde.Emulator.FunctionCompute;

namespace Sonde.Emulator.Instances;

/// <summary>One request on its way to an instance.</summary>
/// <param name="Function">The version that the qualifier stands for.</param>
/// <param name="Qualifier">LATEST, an alias or a version id, as asked.</param>
/// <param name="Path">Path and query that the instance sees, beginning with <c>/</c>: the part behind <c>/_fc/{function}</c>, or <c>/invoke</c>.</param>
/// <param name="RequestId">The value of <c>x-fc-request-id</c>, inwards and outwards; the response header is set already.</param>
public sealed record InvokeCall(FunctionRecord Function, string Qualifier, InvokeKind Kind, string Path, string RequestId);
