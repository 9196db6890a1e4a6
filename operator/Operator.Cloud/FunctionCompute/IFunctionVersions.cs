namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>Published versions of a function: code and config as they were.</summary>
public interface IFunctionVersions
{
    /// <summary>The function as a version, or what an alias points to, has it; null when the function or the qualifier is absent.</summary>
    /// <param name="functionName">Function.</param>
    /// <param name="qualifier"><c>LATEST</c>, a version or an alias.</param>
    /// <param name="cancellation">Cancels the call.</param>
    Task<Function?> FindFunctionVersionAsync(string functionName, string qualifier, CancellationToken cancellation);

    /// <summary>Publishes the function as it is now. Each call makes another version: after <see cref="CloudException.MayHaveHappened"/> look at the newest one first.</summary>
    /// <param name="functionName">Function.</param>
    /// <param name="description">Free text; something of the caller's own tells a lost version from another's. Null: none.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <exception cref="CloudException"><see cref="CloudErrorKind.Conflict"/>: an update is in progress.</exception>
    Task<FunctionVersion> PublishVersionAsync(string functionName, string? description, CancellationToken cancellation);

    /// <summary>The versions of a function, newest first; none when the function is absent.</summary>
    IAsyncEnumerable<FunctionVersion> ListVersionsAsync(string functionName, CancellationToken cancellation);

    /// <summary>Removes a version. Refused while an alias points to it.</summary>
    Task DeleteVersionAsync(string functionName, string versionId, CancellationToken cancellation);
}
