using System.Text.Json.Nodes;
using Sonde.Emulator.Http;

namespace Sonde.Emulator.Arms;

/// <summary>The envelopes of ARMS: <c>Code</c> is a number in most, a text in some (arms.md 1).</summary>
internal static class ArmsAnswers
{
    public static Answer Data(RpcCall call, JsonNode? data) => Answer.Json(200, new JsonObject { ["RequestId"] = call.RequestId, ["Code"] = 200, ["Message"] = "success", ["Data"] = data });

    public static Answer TextCode(RpcCall call, JsonNode? data) => Answer.Json(200, new JsonObject { ["RequestId"] = call.RequestId, ["Code"] = "200", ["Message"] = "success", ["Data"] = data });

    public static Answer Members(RpcCall call, params (string Name, JsonNode? Value)[] members)
    {
        var body = new JsonObject { ["RequestId"] = call.RequestId };
        foreach (var (name, value) in members)
            body[name] = value;
        return Answer.Json(200, body);
    }

    public static Answer Success(RpcCall call, params (string Name, JsonNode? Value)[] members) =>
        Members(call, [("Code", 200), ("Success", true), ("Message", "success"), .. members]);

    /// <summary>A failure that comes as HTTP 200.</summary>
    public static Answer Inside200(RpcCall call, int code, string message) =>
        Answer.Json(200, new JsonObject { ["RequestId"] = call.RequestId, ["Code"] = code, ["Message"] = message, ["Success"] = false, ["Data"] = null });
}
