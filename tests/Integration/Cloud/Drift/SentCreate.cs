using System.Reflection;
using Sonde.Operator.Cloud.FunctionCompute;

namespace Sonde.Integration.Cloud.Drift;

/// <summary>What would be sent to make a function; nothing is.</summary>
public class SentCreate : DispatchProxy
{
    private NewFunction? _sent;

    /// <summary>The argument of the one create that <paramref name="create"/> makes.</summary>
    public static NewFunction Of(Func<IFunctionCompute, Task> create)
    {
        var functions = Create<IFunctionCompute, SentCreate>();
        create(functions).GetAwaiter().GetResult();
        return ((SentCreate)(object)functions)._sent!;
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        _sent = (NewFunction)args![0]!;
        return Task.FromResult(new Function());
    }
}
