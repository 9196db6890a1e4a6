namespace Sonde.Operator.Api;

/// <summary>Addresses of services, scheme included, without a path. One left out is the region's own.</summary>
public sealed record ServiceEndpoints
{
    /// <summary>Function Compute, for example https://1234567890123456.cn-hangzhou.fc.aliyuncs.com.</summary>
    [HttpUrl]
    public string? FunctionCompute { get; set; }

    /// <summary>Object storage, for example https://oss-cn-hangzhou-internal.aliyuncs.com.</summary>
    [HttpUrl]
    public string? Oss { get; set; }

    /// <summary>Application Real-Time Monitoring Service: managed Prometheus.</summary>
    [HttpUrl]
    public string? Arms { get; set; }

    /// <summary>Security Token Service.</summary>
    [HttpUrl]
    public string? Sts { get; set; }
}
