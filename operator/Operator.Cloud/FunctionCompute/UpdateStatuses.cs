namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>Values of <see cref="Function.LastUpdateStatus"/>.</summary>
public static class UpdateStatuses
{
    /// <summary>The last update serves.</summary>
    public const string Successful = "Successful";

    /// <summary>The version before still serves.</summary>
    public const string InProgress = "InProgress";

    /// <summary>The version before goes on serving.</summary>
    public const string Failed = "Failed";
}
