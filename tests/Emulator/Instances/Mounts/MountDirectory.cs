using Sonde.Emulator.Oss;

namespace Sonde.Emulator.Instances.Mounts;

/// <summary>Objects below one prefix of a bucket as files of a host directory.</summary>
/// <remarks>
/// Files carry no execute bit, as on a FUSE mount of OSS. Content is written beside and renamed, so a reader sees the old or the new object, whole.
/// </remarks>
internal sealed class MountDirectory
{
    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private readonly Lock _lock = new();
    private readonly BucketStore _buckets;
    private readonly string _bucket;
    private readonly string _prefix;
    private readonly string _scratch;

    public MountDirectory(BucketStore buckets, string bucket, string prefix, string path, string scratch)
    {
        (_buckets, _bucket, _prefix, Path, _scratch) = (buckets, bucket, prefix, path, scratch);
        Directory.CreateDirectory(path);
        foreach (var item in buckets.List(bucket, prefix))
            Follow(bucket, item.Key);
    }

    /// <summary>Where the files are.</summary>
    public string Path { get; }

    /// <summary>Makes the file of <paramref name="key"/> what the object is now. Keys of other buckets and prefixes are passed over.</summary>
    public void Follow(string bucket, string key)
    {
        if (bucket != _bucket || !key.StartsWith(_prefix, StringComparison.Ordinal) || Target(key) is not { } target)
            return;
        lock (_lock)
        {
            // What the store holds now counts, not what the change said: changes may be told late.
            if (_buckets.Find(bucket, key) is { } item)
                Write(item, target);
            else
                Delete(key, target);
        }
    }

    private string? Target(string key)
    {
        var relative = key[_prefix.Length..].TrimEnd('/');
        return relative.Length == 0 || relative.Split('/').Any(part => part is "" or "." or "..") ? null : System.IO.Path.Combine(Path, relative);
    }

    private void Write(StoredObject item, string target)
    {
        if (item.Key.EndsWith('/'))
        {
            Directory.CreateDirectory(target);
            return;
        }

        if (Directory.Exists(target))
            return;
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
        using (var file = new FileStream(_scratch, new FileStreamOptions { Mode = System.IO.FileMode.Create, Access = FileAccess.Write, UnixCreateMode = FileMode }))
            file.Write(item.Content.Span);
        File.SetUnixFileMode(_scratch, FileMode);
        File.SetLastWriteTimeUtc(_scratch, item.LastModified.UtcDateTime);
        File.Move(_scratch, target, overwrite: true);
    }

    private void Delete(string key, string target)
    {
        if (!key.EndsWith('/'))
            File.Delete(target);

        // A directory without objects is none, as on the real mount.
        var directory = key.EndsWith('/') ? target : System.IO.Path.GetDirectoryName(target)!;
        while (directory.Length > Path.Length && Directory.Exists(directory) && !Directory.EnumerateFileSystemEntries(directory).Any())
        {
            if (_buckets.Find(_bucket, _prefix + System.IO.Path.GetRelativePath(Path, directory) + "/") is not null)
                return;
            Directory.Delete(directory);
            directory = System.IO.Path.GetDirectoryName(directory)!;
        }
    }
}
