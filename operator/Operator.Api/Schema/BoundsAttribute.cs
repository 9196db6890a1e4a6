using System.Text.Json.Nodes;

namespace Sonde.Operator.Api.Schema;

/// <summary>Bounds of a whole number, both included.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class BoundsAttribute(long min, long max = long.MaxValue) : SchemaAttribute
{
    /// <summary>At least.</summary>
    public long Min { get; } = min;

    /// <summary>At most; none when <see cref="long.MaxValue"/>.</summary>
    public long Max { get; } = max;

    /// <summary>Step; none when 0.</summary>
    public int MultipleOf { get; set; }

    internal override void Apply(JsonObject schema)
    {
        schema["minimum"] = Min;
        if (Max != long.MaxValue)
        {
            schema["maximum"] = Max;
        }

        if (MultipleOf > 0)
        {
            schema["multipleOf"] = MultipleOf;
        }
    }
}
