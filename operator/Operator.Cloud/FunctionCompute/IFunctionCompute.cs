namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>What we need of Function Compute 3.0 (API 2023-03-30). Deletes of what is absent succeed; finds answer null.</summary>
/// <remarks>
/// Updates are partial by top-level field: a null member is not sent and stays; an empty text, list or object is sent and clears
/// (each nested type has its <c>Empty</c>). A nested object that is sent replaces the whole: read, merge, send complete.
/// </remarks>
public interface IFunctionCompute :
    IFunctions, IFunctionVersions, IFunctionAliases, IFunctionTriggers, IFunctionScaling, IAsyncInvokeConfigs, IInvocations, IFunctionInstances, IFunctionTags
{
    /// <summary>The regions that have the service.</summary>
    Task<IReadOnlyList<FunctionComputeRegion>> ListRegionsAsync(CancellationToken cancellation);
}
