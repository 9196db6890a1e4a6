namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>How asynchronous invocations of a qualifier are kept, repeated and reported.</summary>
public interface IAsyncInvokeConfigs
{
    /// <summary>The config of a qualifier (<c>LATEST</c>, a version or an alias); null when there is none.</summary>
    Task<AsyncInvokeStatus?> FindAsyncInvokeConfigAsync(string functionName, string qualifier, CancellationToken cancellation);

    /// <summary>Sets the config of a qualifier, as a whole.</summary>
    Task<AsyncInvokeStatus> PutAsyncInvokeConfigAsync(string functionName, string qualifier, AsyncInvokeConfig config, CancellationToken cancellation);

    /// <summary>Removes the config of a qualifier: the service's defaults hold again.</summary>
    Task DeleteAsyncInvokeConfigAsync(string functionName, string qualifier, CancellationToken cancellation);

    /// <summary>All configs of the region, or of one function.</summary>
    IAsyncEnumerable<AsyncInvokeStatus> ListAsyncInvokeConfigsAsync(string? functionName, CancellationToken cancellation);
}
