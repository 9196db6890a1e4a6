using Sonde.Emulator.FunctionCompute;

namespace Sonde.Emulator.Instances;

/// <summary>What runs the instances of functions. It follows changes through <see cref="FunctionStore.Watch"/> and the bucket store by itself.</summary>
public interface IInstanceHost : IAsyncDisposable
{
    /// <summary>Serves one request with an instance of the function: starts or thaws one, forwards, and writes the whole answer to <paramref name="context"/>.</summary>
    /// <remarks>Errors of the data plane (not started, out of concurrency) are written as answers too; nothing is thrown but cancellation.</remarks>
    Task InvokeAsync(HttpContext context, InvokeCall call);

    /// <summary>Instances of a function, living ones first; destroyed ones stay for a while, as ListInstances shows them.</summary>
    IReadOnlyList<InstanceInfo> List(FunctionRecord function);

    /// <summary>How far the provisioned instances of one qualifier have come; null when the host runs none, then the target counts as reached.</summary>
    ProvisionState? Provisioned(FunctionRecord function, string qualifier);
}
