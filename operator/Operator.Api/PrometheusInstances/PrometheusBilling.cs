namespace Sonde.Operator.Api;

/// <summary>What a managed instance is billed by.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PrometheusBilling>))]
public enum PrometheusBilling
{
    /// <summary>Samples that were reported.</summary>
    ByReportedSamples,

    /// <summary>Bytes that were written.</summary>
    ByWrittenBytes,
}
