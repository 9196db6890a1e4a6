using System.Text.Json.Nodes;
using static Sonde.Emulator.FunctionCompute.FunctionRules;

namespace Sonde.Emulator.FunctionCompute;

/// <summary>What a custom container needs, and what it may not have (fc.md 3.1).</summary>
internal sealed class ContainerRules(JsonObject declared)
{
    public void Check()
    {
        var container = declared.Object("customContainerConfig");
        if (declared.Text("runtime") != CustomContainer)
        {
            Need(container is null, "customContainerConfig is for the custom-container runtime only");
            return;
        }

        Need(container.Text("image").Length > 0, "customContainerConfig.image is required");
        Need(!container.Text("image").Any(char.IsWhiteSpace), "customContainerConfig.image must not contain blanks");
        Need(declared["code"] is null, "code is not supported for the custom-container runtime");
        Need(declared["layers"] is not JsonArray { Count: > 0 }, "layers are not supported for the custom-container runtime");
        Need(declared["customRuntimeConfig"] is null, "customRuntimeConfig is not supported for the custom-container runtime");
        container.Whole("port", 1, 65535, 9000);
        container.Texts("entrypoint");
        container.Texts("command");
        CheckHealth(container.Object("healthCheckConfig"));
    }

    private static void CheckHealth(JsonObject? check)
    {
        if (check is null)
            return;
        Need(check.Text("httpGetUrl").Length <= 2048, "healthCheckConfig.httpGetUrl must not be longer than 2048 characters");
        check.Whole("initialDelaySeconds", 0, 120, 0);
        check.Whole("periodSeconds", 1, 120, 3);
        check.Whole("timeoutSeconds", 1, 3, 1);
        check.Whole("failureThreshold", 1, 120, 3);
        check.Whole("successThreshold", 1, 120, 1);
    }
}
