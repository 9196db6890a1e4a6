namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>Values of <see cref="Function.State"/>.</summary>
public static class FunctionStates
{
    /// <summary>Image is being pulled or optimised.</summary>
    public const string Pending = "Pending";

    /// <summary>Can be invoked.</summary>
    public const string Active = "Active";

    /// <summary>Can never be invoked as it is.</summary>
    public const string Failed = "Failed";

    /// <summary>Unused for weeks; the first invocation wakes it.</summary>
    public const string Inactive = "Inactive";
}
