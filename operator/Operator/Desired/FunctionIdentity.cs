using System.Text.RegularExpressions;
using Sonde.Operator.Accounts;
using Sonde.Operator.Api;
using Sonde.Operator.Passes;

namespace Sonde.Operator.Desired;

/// <summary>What names a function in the cloud, and its series in a store.</summary>
internal sealed partial record FunctionIdentity(string FunctionName, string Region, string AccountId)
{
    private const int LongestName = 64;

    /// <exception cref="ReconcileStopped">The name made of namespace and name is longer than the service takes, or holds what it does not take.</exception>
    public static FunctionIdentity Of(LlmFunction function, AccountAccess account)
    {
        var name = function.Spec.FunctionName ?? $"{function.Metadata.NamespaceProperty}-{function.Metadata.Name}";
        if (name.Length > LongestName)
            throw Outcomes.Invalid($"The function's name {name} has more than {LongestName} characters; set spec.functionName.");

        return NamePattern().IsMatch(name)
            ? new(name, account.Region, account.AccountId)
            : throw Outcomes.Invalid($"The function's name {name} does not begin with a letter or holds other than letters, digits, - and _; set spec.functionName.");
    }

    [GeneratedRegex("^[a-zA-Z_][a-zA-Z0-9_-]*$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamePattern();
}
