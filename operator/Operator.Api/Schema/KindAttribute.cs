namespace Sonde.Operator.Api.Schema;

/// <summary>Marks a kind of our group and gives its short name; group, version, kind and plural stand in <see cref="KubernetesEntityAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class KindAttribute(string shortName) : Attribute
{
    /// <summary>Short name for kubectl.</summary>
    public string ShortName { get; } = shortName;
}
