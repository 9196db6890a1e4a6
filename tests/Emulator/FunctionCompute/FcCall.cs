using System.Text.Json.Nodes;
using Sonde.Emulator.Http;

namespace Sonde.Emulator.FunctionCompute;

/// <summary>One call of an FC operation.</summary>
/// <param name="Route">Values of the path's variables, by name.</param>
internal sealed record FcCall(string AccountId, WireRequest Request, IReadOnlyDictionary<string, string> Route, string RequestId, DateTimeOffset Now)
{
    /// <summary>Age of what a list is to answer; zero for now.</summary>
    public TimeSpan Stale { get; init; }

    /// <summary>Entries of a page at most, whatever was asked for.</summary>
    public int LargestPage { get; init; } = int.MaxValue;

    public string Function => Route["n"];

    /// <summary>LATEST when the query names none.</summary>
    public string Qualifier => Request.Parameter("qualifier") is { Length: > 0 } qualifier ? qualifier : FunctionEntry.LatestQualifier;

    public JsonObject Body() => JsonText.ObjectOf(Request.Body, "InvalidArgument");

    /// <summary>What a list is to show: the functions of now, or as they were.</summary>
    public FunctionTable Shown(FunctionTable table) => Stale > TimeSpan.Zero ? table.AsOf(Now - Stale) : table;

    /// <summary>What a list below a function is to show; nothing of a function that was not there then.</summary>
    public FunctionEntry ShownEntry(FunctionTable table)
    {
        var entry = Entry(table);
        return Stale > TimeSpan.Zero ? Shown(table).Find(AccountId, Function) ?? new FunctionEntry(entry.Latest, entry.Created) : entry;
    }

    /// <summary>The function that the path names.</summary>
    /// <exception cref="Refusal">There is none.</exception>
    public FunctionEntry Entry(FunctionTable table) => table.Find(AccountId, Function) ?? throw FcErrors.FunctionNotFound(Function);
}
