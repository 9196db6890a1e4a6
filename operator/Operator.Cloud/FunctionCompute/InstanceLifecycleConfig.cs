namespace Sonde.Operator.Cloud.FunctionCompute;

/// <summary>Hooks of an instance.</summary>
public sealed record InstanceLifecycleConfig : WireObject
{
    /// <summary>The form that clears both hooks.</summary>
    public static InstanceLifecycleConfig Empty { get; } = new() { Initializer = LifecycleHook.Empty, PreStop = LifecycleHook.Empty };

    /// <summary>Once per instance, before the first request.</summary>
    public LifecycleHook? Initializer { get; init; }

    /// <summary>Before an instance goes.</summary>
    public LifecycleHook? PreStop { get; init; }
}
