using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Sonde.Emulator.FunctionCompute;

/// <summary>What a function may declare (fc.md 3). Works on the declared fields, before defaults are filled in.</summary>
internal sealed partial class FunctionRules(EmulatorWorld world)
{
    public const string CustomContainer = "custom-container";
    private const int EnvironmentBytes = 4096;

    /// <exception cref="Http.Refusal">The first rule that does not hold.</exception>
    public void Check(JsonObject declared, string accountId)
    {
        Need(declared.Text("runtime").Length > 0, "Runtime is required");
        Need(declared.Text("handler").Length > 0, "Handler is required");
        Need(declared.Text("description").Length <= 256, "description must not be longer than 256 characters");
        declared.Whole("timeout", 1, 86400, 3);
        declared.Whole("instanceConcurrency", 1, 200, 1);
        Need(declared.Number("diskSize") is null or 512 or 10240 or >= 20480, "diskSize must be 512 or 10240");
        Need(declared.Text("sessionAffinity") is "" or "NONE" or "MCP_SSE" or "MCP_STREAMABLE" or "GENERATED_COOKIE" or "HEADER_FIELD", "sessionAffinity is not one of the known kinds");
        Need(declared.Text("instanceIsolationMode") is "" or "SHARE" or "SESSION_EXCLUSIVE", "instanceIsolationMode must be SHARE or SESSION_EXCLUSIVE");
        Need(declared.Text("disableInjectCredentials") is "" or "None" or "Env" or "Request" or "All", "disableInjectCredentials must be None, Env, Request or All");
        CheckSize(declared);
        CheckEnvironment(declared.Object("environmentVariables"));
        CheckRole(declared.Text("role"));
        CheckTags(declared);
        CheckLogs(declared.Object("logConfig"), accountId);
        CheckNetwork(declared);
        new LifecycleRules(declared).Check();
        new ContainerRules(declared).Check();
        new MountRules(world.Buckets, declared).Check(accountId);
    }

    public static void CheckName(string name) =>
        Need(FunctionName().IsMatch(name), $"functionName '{name}' must be 1 to 64 characters of A-Z a-z 0-9 _ -, and begin with a letter or _");

    private static void CheckSize(JsonObject declared)
    {
        var (cpu, memory, gpu) = (declared.Number("cpu"), declared.Number("memorySize"), declared.Object("gpuConfig"));
        if (gpu.Text("gpuType") is { Length: > 0 } type)
        {
            Need(declared.Text("runtime").StartsWith("custom", StringComparison.Ordinal), "a GPU function must be of the custom-container runtime");
            GpuCard.Check(type, gpu.Number("gpuMemorySize") ?? 0, cpu, memory);
            return;
        }

        Need(memory is null || (memory is >= 128 and <= 32768 && memory % 64 == 0), $"memorySize {memory} must be a multiple of 64 between 128 and 32768");
        Need(cpu is null || (cpu is >= 0.05 and <= 16 && Math.Abs((cpu.Value / 0.05) - Math.Round(cpu.Value / 0.05)) < 1e-6), $"cpu {cpu} must be a multiple of 0.05 between 0.05 and 16");
        if (cpu is { } cpus && (memory ?? 512) / 1024 is var gigabytes)
            Need(cpus <= gigabytes + 1e-6 && gigabytes <= (4 * cpus) + 1e-6, $"the ratio of cpu {cpu} to memory {gigabytes} GB must be between 1:1 and 1:4");
    }

    private static void CheckEnvironment(JsonObject? environment)
    {
        var bytes = 0;
        foreach (var name in environment?.Select(pair => pair.Key) ?? [])
        {
            Need(VariableName().IsMatch(name), $"environment variable name '{name}' must be of A-Z a-z 0-9 _ and begin with a letter");
            Need(!name.StartsWith("FC_", StringComparison.Ordinal), $"environment variable name '{name}' is reserved: names must not begin with FC_");
            bytes += Encoding.UTF8.GetByteCount(name) + Encoding.UTF8.GetByteCount(environment.Text(name));
        }

        Need(bytes <= EnvironmentBytes, $"environment variables take {bytes} bytes, the limit is {EnvironmentBytes}");
    }

    private void CheckRole(string role) => Need(role.Length == 0 || world.Accounts.RoleExists(role), $"role '{role}' does not exist");

    private static void CheckTags(JsonObject declared)
    {
        var keys = declared.Objects("tags").Select(tag => tag.Text("Key")).ToList();
        Need(keys.Count <= 20, "a function may not have more than 20 tags");
        Need(keys.TrueForAll(key => key.Length is > 0 and <= 128), "tags must be objects with Key and Value, and a key has 1 to 128 characters");
        Need(keys.Distinct(StringComparer.Ordinal).Count() == keys.Count, "tag keys must be unique");
    }

    private void CheckLogs(JsonObject? logs, string accountId)
    {
        var (project, logstore) = (logs.Text("project"), logs.Text("logstore"));
        Need(project.Length > 0 == logstore.Length > 0, "logConfig needs project and logstore together");
        Need(logs.Text("logBeginRule") is "" or "None" or "DefaultRegex", "logBeginRule must be None or DefaultRegex");
        if (project.Length == 0)
            return;
        var known = world.Accounts.Account(accountId).LogProjects;
        Need(known.Any(entry => entry.StartsWith(project + "/", StringComparison.Ordinal)), $"project '{project}' does not exist");
        Need(known.Contains($"{project}/{logstore}"), $"logstore '{logstore}' does not exist");
    }

    private static void CheckNetwork(JsonObject declared)
    {
        var vpc = declared.Object("vpcConfig");
        var given = new[] { vpc.Text("vpcId").Length > 0, vpc.Texts("vSwitchIds").Count > 0, vpc.Text("securityGroupId").Length > 0 };
        Need(given.Distinct().Count() == 1, "vpcConfig needs vpcId, vSwitchIds and securityGroupId together");
        var shares = declared.Object("nasConfig").Objects("mountPoints").ToList();
        Need(shares.Count == 0 || given[0], "nasConfig needs a vpcConfig");
        Need(shares.Count <= 5, "nasConfig may not have more than 5 mount points");
    }

    internal static void Need(bool holds, string message)
    {
        if (!holds)
            throw FcErrors.Invalid(message);
    }

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_-]{0,63}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex FunctionName();

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_]*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex VariableName();
}
