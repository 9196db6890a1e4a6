namespace Sonde.Emulator.FunctionCompute;

/// <summary>What happened to a function.</summary>
public enum FunctionChangeKind
{
    /// <summary>It is new.</summary>
    Created,

    /// <summary>Its configuration was replaced: new instances take the new one, old ones are recycled.</summary>
    Updated,

    /// <summary>It is gone, and so must be its instances.</summary>
    Deleted,

    /// <summary>Another number of instances is to be kept ready: see <see cref="FunctionStore.Targets"/>.</summary>
    ProvisionChanged,

    /// <summary>Invocations were disabled or enabled: see <see cref="FunctionRecord.InvocationDisabled"/>.</summary>
    InvocationChanged,
}
