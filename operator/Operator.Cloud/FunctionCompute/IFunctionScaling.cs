namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>How many instances a function keeps and may have.</summary>
public interface IFunctionScaling
{
    /// <summary>The provision config of a qualifier (<c>LATEST</c> or an alias); null when there is none.</summary>
    Task<ProvisionStatus?> FindProvisionConfigAsync(string functionName, string qualifier, CancellationToken cancellation);

    /// <summary>Sets the provision config of a qualifier, as a whole.</summary>
    Task<ProvisionStatus> PutProvisionConfigAsync(string functionName, string qualifier, ProvisionConfig config, CancellationToken cancellation);

    /// <summary>Removes the provision config of a qualifier. The instances go after a while.</summary>
    Task DeleteProvisionConfigAsync(string functionName, string qualifier, CancellationToken cancellation);

    /// <summary>All provision configs of the region, or of one function.</summary>
    IAsyncEnumerable<ProvisionStatus> ListProvisionConfigsAsync(string? functionName, CancellationToken cancellation);

    /// <summary>The scaling config of a qualifier (<c>LATEST</c> or an alias); null when there is none.</summary>
    Task<ScalingStatus?> FindScalingConfigAsync(string functionName, string qualifier, CancellationToken cancellation);

    /// <summary>Sets the scaling config of a qualifier, as a whole.</summary>
    Task<ScalingStatus> PutScalingConfigAsync(string functionName, string qualifier, ScalingConfig config, CancellationToken cancellation);

    /// <summary>Removes the scaling config of a qualifier. The instances go after a while.</summary>
    Task DeleteScalingConfigAsync(string functionName, string qualifier, CancellationToken cancellation);

    /// <summary>All scaling configs of the region, or of one function.</summary>
    IAsyncEnumerable<ScalingStatus> ListScalingConfigsAsync(string? functionName, CancellationToken cancellation);

    /// <summary>The reserved concurrency of a function; null when there is none.</summary>
    Task<ConcurrencyConfig?> FindConcurrencyConfigAsync(string functionName, CancellationToken cancellation);

    /// <summary>Reserves a share of the account's instances; 0 stops on-demand invocations.</summary>
    Task<ConcurrencyConfig> PutConcurrencyConfigAsync(string functionName, int reservedConcurrency, CancellationToken cancellation);

    /// <summary>Removes the reservation.</summary>
    Task DeleteConcurrencyConfigAsync(string functionName, CancellationToken cancellation);

    /// <summary>All reservations of the region, or of one function.</summary>
    IAsyncEnumerable<ConcurrencyConfig> ListConcurrencyConfigsAsync(string? functionName, CancellationToken cancellation);
}
