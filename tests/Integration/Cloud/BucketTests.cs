using Sonde.Operator.Cloud.ObjectStorage;

namespace Sonde.Integration.Cloud;

/// <summary>What each test of objects has for itself: an emulator with one bucket, and our client of it.</summary>
public abstract class BucketTests : IAsyncLifetime
{
    private protected const string Bucket = "artifacts-test";

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected EmulatedCloud Emulated { get; private set; } = null!;

    private protected IObjectStorage Objects => Emulated.Cloud.Objects;

    public async ValueTask InitializeAsync()
    {
        Emulated = await EmulatedCloud.StartAsync();
        await Objects.CreateBucketAsync(Bucket, Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await Emulated.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
