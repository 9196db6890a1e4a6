using System.Text.Json.Nodes;
using Sonde.Emulator.Http;

namespace Sonde.Emulator.FunctionCompute;

/// <summary>One call of an FC operation.</summary>
/// <param name="Route">Values of the path's variables, by name.</param>
internal sealed record FcCall(string AccountId, WireRequest Request, IReadOnlyDictionary<string, string> Route, string RequestId, DateTimeOffset Now)
{
    /// <summary>Age of what a list is to answer; zero for now.</summary>
    public TimeSpan Stale { get; init; }

    public string Function => Route["n"];

    /// <summary>LATEST when the query names none.</summary>
    public string Qualifier => Request.Parameter("qualifier") is { Length: > 0 } qualifier ? qualifier : FunctionEntry.LatestQualifier;

    public JsonObject Body() => JsonText.ObjectOf(Request.Body, "InvalidArgument");

    /// <summary>The function that the path names.</summary>
    /// <exception cref="Refusal">There is none.</exception>
    public FunctionEntry Entry(FunctionTable table) => table.Find(AccountId, Function) ?? throw FcErrors.FunctionNotFound(Function);
}
