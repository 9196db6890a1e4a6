namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>Names for versions of a function. An alias may share its requests between two of them.</summary>
public interface IFunctionAliases
{
    /// <summary>An alias; null when it, or its function, is absent.</summary>
    Task<FunctionAlias?> FindAliasAsync(string functionName, string aliasName, CancellationToken cancellation);

    /// <summary>Makes an alias. After <see cref="CloudException.MayHaveHappened"/> find it by its name before creating again.</summary>
    /// <exception cref="CloudException"><see cref="CloudErrorKind.AlreadyExists"/>: the name is taken.</exception>
    Task<FunctionAlias> CreateAliasAsync(string functionName, NewAlias alias, CancellationToken cancellation);

    /// <summary>Changes the fields that are not null in <paramref name="change"/>.</summary>
    Task<FunctionAlias> UpdateAliasAsync(string functionName, string aliasName, AliasUpdate change, CancellationToken cancellation);

    /// <summary>Removes an alias. Its version stays.</summary>
    Task DeleteAliasAsync(string functionName, string aliasName, CancellationToken cancellation);

    /// <summary>The aliases of a function; none when the function is absent.</summary>
    /// <param name="functionName">Function.</param>
    /// <param name="prefix">Begin of the name; null: any.</param>
    /// <param name="cancellation">Cancels the call.</param>
    IAsyncEnumerable<FunctionAlias> ListAliasesAsync(string functionName, string? prefix, CancellationToken cancellation);
}
