namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>Instances of a function.</summary>
public interface IFunctionInstances
{
    /// <summary>The running instances of a function; none when the function is absent.</summary>
    /// <param name="functionName">Function.</param>
    /// <param name="qualifier"><c>LATEST</c>, an alias, or null for all.</param>
    /// <param name="cancellation">Cancels the call.</param>
    Task<IReadOnlyList<Instance>> ListInstancesAsync(string functionName, string? qualifier, CancellationToken cancellation);

    /// <summary>The instances of a function that pass a filter, those that are gone among them; none when the function is absent.</summary>
    Task<IReadOnlyList<Instance>> QueryInstancesAsync(string functionName, InstanceFilter filter, CancellationToken cancellation);
}
