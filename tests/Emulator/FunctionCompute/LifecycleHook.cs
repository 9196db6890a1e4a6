using System.Text.Json.Nodes;

namespace Sonde.Emulator.FunctionCompute;

/// <summary>A hook of an instance's life: either a handler (an HTTP call to the server) or a command.</summary>
/// <param name="Handler">Not empty: the server is called on <c>/initialize</c> or <c>/pre-stop</c>.</param>
/// <param name="Command">Not empty: run in the container; its exit code decides.</param>
public sealed record LifecycleHook(string Handler, IReadOnlyList<string> Command, TimeSpan Timeout)
{
    internal static LifecycleHook? From(JsonNode? node)
    {
        if (node is not JsonObject hook)
            return null;

        var handler = hook["handler"]?.GetValue<string>() ?? "";
        string[] command = hook["command"] is JsonArray items ? [.. items.Select(item => item?.GetValue<string>() ?? "")] : [];
        return handler.Length == 0 && command.Length == 0
            ? null
            : new(handler, command, TimeSpan.FromSeconds(hook.Number("timeout") ?? 3));
    }
}
