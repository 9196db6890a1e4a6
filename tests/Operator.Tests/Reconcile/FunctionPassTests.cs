using Sonde.Operator.Api;
using Sonde.Operator.Cloud.FunctionCompute;

namespace Sonde.Operator.Tests.Reconcile;

/// <summary>What each test of passes over one LlmFunction has for itself: a world, and the function as its cloud has it.</summary>
public abstract class FunctionPassTests : IAsyncDisposable
{
    /// <summary>Of the object, and of its function in the cloud.</summary>
    private protected const string Name = "llm-chat";

    private protected World World { get; } = new();

    private protected Fakes.Journal Journal => World.Cloud.Journal;

    private protected Function Cloud
    {
        get => World.Cloud.Functions.Functions[Name];
        set => World.Cloud.Functions.Functions[Name] = value;
    }

    public ValueTask DisposeAsync()
    {
        World.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>A new generation of the spec.</summary>
    private protected static void Change(LlmFunction function, Action<LlmFunctionSpec> change)
    {
        change(function.Spec);
        function.Metadata.Generation++;
    }
}
