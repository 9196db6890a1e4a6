namespace Sonde.Conformance.Journals;

/// <summary>All differences that may be between the journals of the SDKs and of our clients.</summary>
internal static class Tolerances
{
    public static IReadOnlyList<Tolerance> All { get; } =
    [
        .. FunctionComputeTolerances.All,
        .. ArmsTolerances.All,
        .. ObjectStorageTolerances.All,
    ];
}
