using System.Text.Json.Nodes;
using Sonde.Emulator.Http;

namespace Sonde.Emulator.FunctionCompute;

/// <summary>Where the package of a function can be downloaded.</summary>
internal sealed class CodeOperations(EmulatorWorld world, CodeDownloads downloads)
{
    public IEnumerable<FcRoute> Routes => [new("GetFunctionCode", "GET", "functions/{n}/code", Get)];

    private Answer Get(FcCall call)
    {
        var record = world.Functions.Exclusively(table => call.Entry(table).At(call.Qualifier) ?? throw FcErrors.VersionNotFound(call.Function, call.Qualifier));
        // The code of a container is its image; how the real service words this is UNCERTAIN.
        if (record.Config.Text("runtime") == FunctionRules.CustomContainer)
            throw FcErrors.Invalid($"function '{call.Function}' is of the custom-container runtime, which has no code package");
        var code = record.Code ?? throw FcErrors.NotFound("CodeNotFound", "code of function", call.Function);
        return Answer.Json(200, new JsonObject { ["url"] = downloads.UrlOf(record, code, call.Now), ["checksum"] = code.Checksum });
    }
}
