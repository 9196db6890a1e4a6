using System.Text.Json.Nodes;

namespace Sonde.Emulator.Tests;

/// <summary>Bodies of triggers.</summary>
internal static class Triggers
{
    public static JsonObject Http(string name, string config = """{"authType":"anonymous","methods":["GET","POST"]}""") =>
        new() { ["triggerName"] = name, ["triggerType"] = "http", ["triggerConfig"] = config };
}
