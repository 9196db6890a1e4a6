using Sonde.Emulator.FunctionCompute;
using Sonde.Emulator.Identity;

namespace Sonde.Emulator.Instances;

/// <summary>The environment of an instance: what the image has, what the function declares, what the platform injects (fc-runtime.md 4).</summary>
internal static class InstanceEnvironment
{
    public static IReadOnlyDictionary<string, string> For(FunctionRecord function, string instanceId, AccessKey? role)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            ["HOME"] = "/root",
            ["LANG"] = "C.UTF-8",
            // The stand-in is a small program among many on one machine.
            ["DOTNET_gcServer"] = "0",
            ["DOTNET_TieredPGO"] = "0",
            ["DOTNET_EnableDiagnostics"] = "0",
        };
        foreach (var (name, value) in function.Environment)
            all[name] = value;

        all["FC_ACCOUNT_ID"] = function.AccountId;
        all["FC_REGION"] = function.Region;
        all["FC_FUNCTION_NAME"] = function.Name;
        all["FC_FUNCTION_HANDLER"] = function.Handler;
        all["FC_FUNCTION_MEMORY_SIZE"] = $"{function.MemorySize}";
        all["FC_CUSTOM_LISTEN_PORT"] = $"{function.Port}";
        all["FC_INSTANCE_ID"] = instanceId;
        if (role is not null && function.DisableInjectCredentials is not ("Env" or "All"))
        {
            all["ALIBABA_CLOUD_ACCESS_KEY_ID"] = role.Id;
            all["ALIBABA_CLOUD_ACCESS_KEY_SECRET"] = role.Secret;
            all["ALIBABA_CLOUD_SECURITY_TOKEN"] = role.SecurityToken;
        }

        return all;
    }
}
