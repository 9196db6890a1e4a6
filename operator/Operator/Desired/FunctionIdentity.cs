using Sonde.Operator.Accounts;
using Sonde.Operator.Api;
using Sonde.Operator.Passes;

namespace Sonde.Operator.Desired;

/// <summary>What names a function in the cloud, and its series in a store.</summary>
internal sealed record FunctionIdentity(string FunctionName, string Region, string AccountId)
{
    private const int LongestName = 64;

    /// <exception cref="ReconcileStopped">The name made of namespace and name is longer than the service takes.</exception>
    public static FunctionIdentity Of(LlmFunction function, AccountAccess account)
    {
        var name = function.Spec.FunctionName ?? $"{function.Metadata.NamespaceProperty}-{function.Metadata.Name}";
        return name.Length <= LongestName
            ? new(name, account.Region, account.AccountId)
            : throw Outcomes.Invalid($"The function's name {name} has more than {LongestName} characters; set spec.functionName.");
    }
}
