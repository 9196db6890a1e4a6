using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging;

namespace Sonde.Operator.Kube;

/// <summary>JSON → object. One object that does not fit its type is told of and left out; it does not stop the others.</summary>
internal static class EntityReader
{
    /// <returns>False where the JSON does not fit <typeparamref name="T"/> or names no object.</returns>
    public static bool TryRead<T>(JsonElement json, ILogger log, [NotNullWhen(true)] out T? entity, out ResourceKey? key)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        entity = null;
        key = KeyOf(json);
        if (key is null)
            return false;
        try
        {
            entity = KubernetesJson.Deserialize<T>(json);
        }
        catch (Exception e) when (e is JsonException or FormatException or NotSupportedException)
        {
            // The exception may quote the value, and this may be a Secret: only its path is told.
            log.ObjectUnreadable(typeof(T).Name, key.Value.ToString(), (e as JsonException)?.Path ?? "an unknown path");
            return false;
        }
        entity.Metadata.ManagedFields = null;   // as large as the rest of an object, and nobody here asks for it
        return true;
    }

    private static ResourceKey? KeyOf(JsonElement json)
    {
        if (json.ValueKind is not JsonValueKind.Object || !json.TryGetProperty("metadata", out var metadata) || metadata.ValueKind is not JsonValueKind.Object)
            return null;
        var name = metadata.TryGetProperty("name", out var n) ? n.GetString() : null;
        var scope = metadata.TryGetProperty("namespace", out var s) ? s.GetString() : null;
        return string.IsNullOrEmpty(name) ? null : new ResourceKey(string.IsNullOrEmpty(scope) ? null : scope, name);
    }
}
