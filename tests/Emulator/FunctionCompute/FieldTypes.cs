using System.Text.Json;
using System.Text.Json.Nodes;
using Sonde.Emulator.Http;

namespace Sonde.Emulator.FunctionCompute;

/// <summary>Top-level fields of a function and their JSON types (fc.md 3). Fields that are not here are left out, as a server of an older version would.</summary>
internal static class FieldTypes
{
    /// <summary>Fields that a create may set and an update may not; an update passes over them.</summary>
    private static readonly HashSet<string> s_createOnly = ["functionName", "tags", "resourceGroupId"];

    private static readonly Dictionary<string, JsonValueKind> s_kinds = new(StringComparer.Ordinal)
    {
        ["functionName"] = JsonValueKind.String,
        ["runtime"] = JsonValueKind.String,
        ["handler"] = JsonValueKind.String,
        ["description"] = JsonValueKind.String,
        ["role"] = JsonValueKind.String,
        ["resourceGroupId"] = JsonValueKind.String,
        ["disableInjectCredentials"] = JsonValueKind.String,
        ["sessionAffinity"] = JsonValueKind.String,
        ["sessionAffinityConfig"] = JsonValueKind.String,
        ["instanceIsolationMode"] = JsonValueKind.String,
        ["cpu"] = JsonValueKind.Number,
        ["memorySize"] = JsonValueKind.Number,
        ["diskSize"] = JsonValueKind.Number,
        ["timeout"] = JsonValueKind.Number,
        ["instanceConcurrency"] = JsonValueKind.Number,
        ["idleTimeout"] = JsonValueKind.Number,
        ["internetAccess"] = JsonValueKind.True,
        ["disableOndemand"] = JsonValueKind.True,
        ["enableLongLiving"] = JsonValueKind.True,
        ["layers"] = JsonValueKind.Array,
        ["tags"] = JsonValueKind.Array,
        ["code"] = JsonValueKind.Object,
        ["customContainerConfig"] = JsonValueKind.Object,
        ["customRuntimeConfig"] = JsonValueKind.Object,
        ["environmentVariables"] = JsonValueKind.Object,
        ["vpcConfig"] = JsonValueKind.Object,
        ["nasConfig"] = JsonValueKind.Object,
        ["ossMountConfig"] = JsonValueKind.Object,
        ["polarFsConfig"] = JsonValueKind.Object,
        ["juiceFsConfig"] = JsonValueKind.Object,
        ["logConfig"] = JsonValueKind.Object,
        ["gpuConfig"] = JsonValueKind.Object,
        ["instanceLifecycleConfig"] = JsonValueKind.Object,
        ["customDNS"] = JsonValueKind.Object,
        ["tracingConfig"] = JsonValueKind.Object,
    };

    /// <summary>The fields of a body that count, deep copies; null means "not sent".</summary>
    /// <exception cref="Refusal">A field has another type.</exception>
    public static JsonObject Known(JsonObject body, bool create)
    {
        var known = new JsonObject();
        foreach (var (name, value) in body)
        {
            if (value is null || !s_kinds.TryGetValue(name, out var kind) || (!create && s_createOnly.Contains(name)))
                continue;
            if (Normal(value.GetValueKind()) != kind)
                throw FcErrors.Invalid($"field '{name}' must be of JSON type {(kind == JsonValueKind.True ? "Boolean" : kind)}");
            known[name] = value.DeepClone();
        }

        return known;
    }

    private static JsonValueKind Normal(JsonValueKind kind) => kind == JsonValueKind.False ? JsonValueKind.True : kind;
}
