namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>Functions: their config and their code.</summary>
public interface IFunctions
{
    /// <summary>The function as it is, state included; null when it is absent.</summary>
    Task<Function?> FindFunctionAsync(string functionName, CancellationToken cancellation);

    /// <summary>Makes a function. There is no idempotency token: after <see cref="CloudException.MayHaveHappened"/> look before creating again.</summary>
    /// <exception cref="CloudException"><see cref="CloudErrorKind.AlreadyExists"/>: the name is taken.</exception>
    Task<Function> CreateFunctionAsync(NewFunction function, CancellationToken cancellation);

    /// <summary>Changes the fields that are not null in <paramref name="change"/>. Recycles instances.</summary>
    Task<Function> UpdateFunctionAsync(string functionName, FunctionConfig change, CancellationToken cancellation);

    /// <summary>Removes a function.</summary>
    /// <exception cref="CloudException"><see cref="CloudErrorKind.Blocked"/>: triggers or scaling must go first.</exception>
    Task DeleteFunctionAsync(string functionName, CancellationToken cancellation);

    /// <summary>Functions by name, 100 a call. A subset: neither state nor update status is filled.</summary>
    IAsyncEnumerable<Function> ListFunctionsAsync(FunctionFilter filter, CancellationToken cancellation);

    /// <summary>Where the code package of a function lies; null when the function, or the qualifier, is absent. Not for containers.</summary>
    /// <param name="functionName">Function.</param>
    /// <param name="qualifier">A version, an alias, or null for <c>LATEST</c>.</param>
    /// <param name="cancellation">Cancels the call.</param>
    Task<FunctionCode?> FindFunctionCodeAsync(string functionName, string? qualifier, CancellationToken cancellation);

    /// <summary>Moves a function into another resource group.</summary>
    /// <param name="functionArn"><see cref="Function.FunctionArn"/>.</param>
    /// <param name="newResourceGroupId"><c>rg-…</c>.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <exception cref="CloudException"><see cref="CloudErrorKind.NotFound"/>: no such function.</exception>
    Task ChangeResourceGroupAsync(string functionArn, string newResourceGroupId, CancellationToken cancellation);
}
