namespace Sonde.Emulator.Http;

/// <summary>Names of the services in journal, faults and inventory.</summary>
internal static class Services
{
    public const string FunctionCompute = "fc";
    public const string Oss = "oss";
    public const string Arms = "arms";
    public const string Sts = "sts";
    public const string Prometheus = "prometheus";
    public const string Trigger = "trigger";

    /// <summary>Those that may have a limit of calls.</summary>
    public static IReadOnlyList<string> Limited { get; } = [FunctionCompute, Oss, Arms, Sts, Prometheus];
}
