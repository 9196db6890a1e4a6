using Sonde.Integration.Cloud.Drift;
using Sonde.Operator.Accounts;
using Sonde.Operator.Api;
using Sonde.Operator.Cloud.FunctionCompute;
using Sonde.Operator.Cloud.ObjectStorage;
using Sonde.Operator.Desired;

namespace Sonde.Integration.Cloud;

/// <summary>What each test of generated functions has for itself: a cloud that holds what they mount, and what the operator makes of their specs.</summary>
public abstract class GeneratedFunctionTests : IAsyncLifetime
{
    private readonly DesiredFunctions _desired = new(new Secrets(null!, null!));
    private EmulatedCloud _emulated = null!;
    private int _names;

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected IFunctionCompute Functions => _emulated.Cloud.Functions;

    public async ValueTask InitializeAsync()
    {
        _emulated = await EmulatedCloud.StartAsync(new() { PendingFor = TimeSpan.Zero, UpdateFor = TimeSpan.Zero });
        await _emulated.Cloud.Objects.CreateBucketAsync(GeneratedSpecs.Bucket, Cancellation);
        foreach (var folder in GeneratedSpecs.Folders)
            await _emulated.Cloud.Objects.PutAsync(GeneratedSpecs.Bucket, $"{folder[1..]}/", ObjectBody.FromBytes(default), PutOptions.None, Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _emulated.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A function name that no other sample has.</summary>
    private protected string NextName() => $"f{Interlocked.Increment(ref _names)}";

    private protected DesiredFunction DesiredOf(string name, LlmFunctionSpec spec)
    {
        spec.FunctionName = name;
        var account = new AccountAccess("default", new() { Region = "cn-hangzhou" }, EmulatedCloud.AccountId, "cluster", _emulated.Cloud);
        return _desired.For(new() { Metadata = new() { Name = name, NamespaceProperty = "default", Uid = "uid-1" }, Spec = spec }, account, observer: null);
    }
}
