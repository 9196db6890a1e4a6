using System.Runtime.InteropServices;
using Sonde.Agent.Core.Exposition;

namespace Sonde.Agent.Core.RemoteWrite;

/// <summary>Metadata of a family as one request of remote write 2.0 refers to it.</summary>
/// <param name="Type">Number of the type.</param>
/// <param name="Help">Symbol of the help text; 0 is none.</param>
/// <param name="Unit">Symbol of the unit; 0 is none.</param>
/// <param name="Length">Bytes of its encoding, always fewer than 128; 0 where nothing is known.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FamilyRefs(uint Type, uint Help, uint Unit, int Length)
{
    public static FamilyRefs Of(MetricType type, uint help, uint unit) =>
        new((uint)type, help, unit, LengthOf((uint)type) + LengthOf(help) + LengthOf(unit));

    private static int LengthOf(uint number) => number == 0 ? 0 : 1 + Protobuf.VarintLength(number);
}
