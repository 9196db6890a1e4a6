using System.Text.Json.Nodes;
using static Sonde.Emulator.FunctionCompute.FunctionRules;

namespace Sonde.Emulator.FunctionCompute;

/// <summary>Hooks of an instance's life (fc.md 3, fc-runtime.md 2).</summary>
internal sealed class LifecycleRules(JsonObject declared)
{
    public void Check()
    {
        var hooks = declared.Object("instanceLifecycleConfig");
        CheckHook(hooks, "initializer", longest: 600);
        CheckHook(hooks, "preStop", longest: 900);
        var initializer = hooks.Object("initializer").Texts("command");
        Need(initializer.Count == 0 || declared.Object("gpuConfig").Text("gpuType").Length > 0, "instanceLifecycleConfig.initializer.command is supported for GPU functions only");
    }

    private static void CheckHook(JsonObject? hooks, string name, int longest)
    {
        var hook = hooks.Object(name);
        Need(hook.Text("handler").Length == 0 || hook.Texts("command").Count == 0, $"instanceLifecycleConfig.{name} may have either handler or command");
        if (hook is not null)
            hook.Whole("timeout", 1, longest, 3);
    }
}
