namespace Sonde.Operator.Api.Schema;

/// <summary>The API server refuses an object without this field.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RequiredAttribute : Attribute;
