using System.Threading.Channels;
using Sonde.Emulator.FunctionCompute;
using Sonde.Emulator.Oss;

namespace Sonde.Emulator.Instances.Mounts;

/// <summary>One directory for each mounted bucket prefix, shared by all instances that mount it, following the bucket while the host lives.</summary>
internal sealed class MountDirectories : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly BucketStore _buckets;
    private readonly string _root;
    private readonly Dictionary<(string Bucket, string Prefix), MountDirectory> _directories = [];
    private readonly Channel<ObjectChange> _changes = Channel.CreateUnbounded<ObjectChange>(new() { SingleReader = true });
    private readonly IDisposable _watch;
    private readonly Task _following;

    public MountDirectories(BucketStore buckets, string root)
    {
        (_buckets, _root) = (buckets, root);
        Directory.CreateDirectory(root);
        // The store tells changes one after another while others wait, so files are written elsewhere.
        _watch = buckets.Watch(change => _changes.Writer.TryWrite(change));
        _following = FollowAsync();
    }

    /// <summary>The host directory of a mount.</summary>
    /// <exception cref="InstanceFailure">The bucket is absent, or nothing is below the prefix: the platform cannot mount that.</exception>
    public string Get(OssMount mount)
    {
        if (!_buckets.Exists(mount.BucketName))
            throw InstanceFailure.NotStarted($"mount {mount.MountDir}: the bucket '{mount.BucketName}' does not exist");
        if (mount.KeyPrefix.Length > 0 && _buckets.List(mount.BucketName, mount.KeyPrefix).Count == 0)
            throw InstanceFailure.NotStarted($"mount {mount.MountDir}: bucket '{mount.BucketName}' has no directory '{mount.KeyPrefix}'");

        lock (_lock)
        {
            var key = (mount.BucketName, mount.KeyPrefix);
            if (!_directories.TryGetValue(key, out var directory))
            {
                var place = Path.Combine(_root, $"{_directories.Count + 1}");
                _directories[key] = directory = new MountDirectory(_buckets, mount.BucketName, mount.KeyPrefix, place, place + ".next");
            }

            return directory.Path;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _watch.Dispose();
        _changes.Writer.Complete();
        await _following;
    }

    private async Task FollowAsync()
    {
        await foreach (var change in _changes.Reader.ReadAllAsync())
        {
            MountDirectory[] all;
            lock (_lock)
                all = [.. _directories.Values];
            foreach (var directory in all)
                directory.Follow(change.Bucket, change.Key);
        }
    }
}
