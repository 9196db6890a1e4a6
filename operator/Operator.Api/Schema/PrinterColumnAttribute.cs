namespace Sonde.Operator.Api.Schema;

/// <summary>A column of <c>kubectl get</c>, in the order of the attributes; Age follows the last narrow one.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class PrinterColumnAttribute(string name, string jsonPath) : Attribute
{
    /// <summary>Heading.</summary>
    public string Name { get; } = name;

    /// <summary>Where the value stands.</summary>
    public string JsonPath { get; } = jsonPath;

    /// <summary>Shown with <c>-o wide</c> only.</summary>
    public bool Wide { get; set; }
}
