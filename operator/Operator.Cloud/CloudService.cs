namespace Sonde.Operator.Cloud;

/// <summary>A service of the cloud that we call.</summary>
public enum CloudService
{
    /// <summary>Function Compute 3.0, API 2023-03-30.</summary>
    FunctionCompute,

    /// <summary>Object storage.</summary>
    Oss,

    /// <summary>Managed Prometheus, API 2019-08-08.</summary>
    Arms,

    /// <summary>Identity, API 2015-04-01.</summary>
    Sts,
}
