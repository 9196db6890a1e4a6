using System.Text.Json.Nodes;
using Sonde.Emulator.Http;

namespace Sonde.Emulator.FunctionCompute;

/// <summary>Published versions (fc.md 8).</summary>
internal sealed class VersionOperations(EmulatorWorld world)
{
    public IEnumerable<FcRoute> Routes =>
    [
        new("PublishFunctionVersion", "POST", "functions/{n}/versions", Publish),
        new("ListFunctionVersions", "GET", "functions/{n}/versions", List),
        new("DeleteFunctionVersion", "DELETE", "functions/{n}/versions/{id}", Delete),
    ];

    private Answer Publish(FcCall call)
    {
        var description = call.Body().Text("description");
        return world.Functions.Exclusively(table =>
        {
            var entry = call.Entry(table);
            var id = ++entry.LastVersion;
            var record = entry.Latest with { VersionId = $"{id}", Config = (JsonObject)entry.Latest.Config.DeepClone() };
            entry.Versions[id] = new(record, description, call.Now);
            table.Note(entry);
            return Answer.Json(200, View(entry.Versions[id]));
        });
    }

    private Answer List(FcCall call) => world.Functions.Exclusively(table =>
    {
        var direction = call.Request.Parameter("direction") is { Length: > 0 } asked ? asked : "BACKWARD";
        if (direction is not ("FORWARD" or "BACKWARD"))
            throw FcErrors.Invalid("direction must be FORWARD or BACKWARD");
        var versions = call.ShownEntry(table).Versions;
        // The page is cut by key: newest first is ordered by what is left to the highest id.
        var ordered = direction == "FORWARD" ? versions.Values : versions.Values.Reverse();
        var page = FcPage.Of(call, "versions", ordered, version => Key(version, direction), View);
        page["direction"] = direction;
        return Answer.Json(200, page);
    });

    private Answer Delete(FcCall call) => world.Functions.Exclusively(table =>
    {
        var entry = call.Entry(table);
        var text = call.Route["id"];
        if (!int.TryParse(text, out var id) || !entry.Versions.ContainsKey(id))
            throw FcErrors.VersionNotFound(call.Function, text);
        if (entry.Aliases.Values.FirstOrDefault(alias => alias.Text("versionId") == text || alias.Object("additionalVersionWeight")?.ContainsKey(text) == true) is { } alias)
            throw FcErrors.Conflict("VersionInUse", $"version '{text}' is used by alias '{alias.Text("aliasName")}'");
        entry.Versions.Remove(id);
        table.Note(entry);
        return Answer.Nothing(204);
    });

    private static string Key(FunctionVersion version, string direction)
    {
        var id = int.Parse(version.Record.VersionId);
        return $"{(direction == "FORWARD" ? id : int.MaxValue - id):D10}";
    }

    private static JsonObject View(FunctionVersion version) => new()
    {
        ["versionId"] = version.Record.VersionId,
        ["description"] = version.Description,
        ["createdTime"] = Times.Seconds(version.Created),
        ["lastModifiedTime"] = Times.Seconds(version.Created),
    };
}
