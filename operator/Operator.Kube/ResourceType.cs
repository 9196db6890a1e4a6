using System.Reflection;
using k8s.Models;

namespace Sonde.Operator.Kube;

/// <summary>Where objects of a kind live at the API server.</summary>
/// <param name="Group">API group; empty for the core group.</param>
/// <param name="Version">Version within the group, such as <c>v1alpha1</c>.</param>
/// <param name="Kind">Name of the kind, in singular.</param>
/// <param name="Plural">Path segment of the kind, in plural and lower case.</param>
public sealed record ResourceType(string Group, string Version, string Kind, string Plural)
{
    /// <summary><c>group/version</c>, or the version alone for the core group: the <c>apiVersion</c> of an object.</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>What <see cref="KubernetesEntityAttribute"/> on <typeparamref name="T"/> says.</summary>
    /// <exception cref="InvalidOperationException">The type has no such attribute.</exception>
    public static ResourceType Of<T>() => typeof(T).GetCustomAttribute<KubernetesEntityAttribute>() is { } entity
        ? new(entity.Group ?? "", entity.ApiVersion, entity.Kind, entity.PluralName)
        : throw new InvalidOperationException($"{typeof(T).Name} needs a [KubernetesEntity] attribute that names its group, version, kind and plural.");

    /// <summary>Path of all objects in <paramref name="scope"/>, or in the whole cluster where that is null.</summary>
    internal string PathOfAll(string? scope) =>
        $"{(Group.Length == 0 ? "api" : "apis/" + Group)}/{Version}/{(scope is null ? "" : $"namespaces/{scope}/")}{Plural}";

    /// <summary>Path of one object.</summary>
    internal string PathOf(ResourceKey key) => $"{PathOfAll(key.Namespace)}/{key.Name}";
}
