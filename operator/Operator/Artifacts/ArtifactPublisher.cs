using System.Security.Cryptography;
using Sonde.Operator.Api;
using Sonde.Operator.Cloud.ObjectStorage;
using Sonde.Operator.Desired;

namespace Sonde.Operator.Artifacts;

/// <summary>Brings objects into the bucket. An object is written only when it is absent or another; each write is checked by the client against the service's CRC.</summary>
internal sealed class ArtifactPublisher(IObjectStorage objects, ArtifactLayout layout)
{
    private const string DigestMetadata = "sha256";

    /// <summary>What is in the bucket now, in the order of publishing.</summary>
    public List<PublishedArtifact> Published { get; } = [];

    /// <summary>Keys that held another content than the one that was published there.</summary>
    public List<string> Changed { get; } = [];

    /// <summary>Whether such a content is replaced.</summary>
    public bool PutsBack { get; init; } = true;

    /// <summary>The directory marker: a mount of a prefix that is not there makes instances fail.</summary>
    public async Task MarkerAsync(CancellationToken cancellation)
    {
        if (await objects.HeadAsync(layout.Bucket, layout.MarkerKey, cancellation) is null)
            await objects.PutAsync(layout.Bucket, layout.MarkerKey, ObjectBody.FromBytes(ReadOnlyMemory<byte>.Empty), PutOptions.None, cancellation);
    }

    /// <summary>The agent, under its digest.</summary>
    public async Task ReleaseAsync(AgentRelease release, CancellationToken cancellation)
    {
        foreach (var file in release.Files)
            await ObjectAsync(layout.AgentKey(release.Digest, file.Name), file.Digest, file.SizeBytes, () => ObjectBody.FromFile(file.Path), "application/octet-stream", mayChange: false, cancellation);
    }

    /// <summary>A configuration, under its stable key.</summary>
    public Task ConfigAsync(string key, byte[] content, CancellationToken cancellation) =>
        ObjectAsync(key, Convert.ToHexStringLower(SHA256.HashData(content)), content.Length, () => ObjectBody.FromBytes(content), "application/yaml", mayChange: true, cancellation);

    /// <summary>Removes configurations of functions that are gone.</summary>
    public async Task RemoveOtherConfigsAsync(IReadOnlySet<string> wanted, CancellationToken cancellation)
    {
        await foreach (var found in objects.ListAsync(layout.Bucket, layout.ConfigPrefix, cancellation))
        {
            if (!wanted.Contains(found.Key))
                await objects.DeleteAsync(layout.Bucket, found.Key, cancellation);
        }
    }

    /// <summary>Removes agents of earlier releases beyond the newest <paramref name="keep"/>. One that a function mounts stays, however old.</summary>
    /// <param name="digest">Digest of the release that was published.</param>
    /// <param name="inUse">Digests that functions mount.</param>
    /// <param name="keep">Earlier releases that stay for a way back.</param>
    /// <param name="cancellation">Cancels the calls.</param>
    public async Task RemoveOldReleasesAsync(string digest, IEnumerable<string> inUse, int keep, CancellationToken cancellation)
    {
        var folders = new Dictionary<string, (DateTimeOffset Newest, List<string> Keys)>(StringComparer.Ordinal);
        await foreach (var found in objects.ListAsync(layout.Bucket, layout.AgentPrefix, cancellation))
        {
            var folder = found.Key[layout.AgentPrefix.Length..].Split('/')[0];
            var (newest, keys) = folders.GetValueOrDefault(folder, (DateTimeOffset.MinValue, []));
            keys.Add(found.Key);
            folders[folder] = (found.LastModified > newest ? found.LastModified : newest, keys);
        }

        var needed = inUse.Append(digest).Select(d => layout.AgentKey(d, "")[layout.AgentPrefix.Length..].TrimEnd('/')).ToHashSet(StringComparer.Ordinal);
        foreach (var (_, (_, keys)) in folders.Where(f => !needed.Contains(f.Key)).OrderByDescending(f => f.Value.Newest).Skip(keep))
        {
            foreach (var key in keys)
                await objects.DeleteAsync(layout.Bucket, key, cancellation);
        }
    }

    /// <summary>Removes all that was ever published below the prefix, the marker last.</summary>
    public async Task RemoveAllAsync(CancellationToken cancellation)
    {
        foreach (var prefix in new[] { layout.ConfigPrefix, layout.AgentPrefix })
        {
            await foreach (var found in objects.ListAsync(layout.Bucket, prefix, cancellation))
                await objects.DeleteAsync(layout.Bucket, found.Key, cancellation);
        }

        await objects.DeleteAsync(layout.Bucket, layout.MarkerKey, cancellation);
    }

    private async Task ObjectAsync(string key, string digest, long size, Func<ObjectBody> body, string contentType, bool mayChange, CancellationToken cancellation)
    {
        var found = await objects.HeadAsync(layout.Bucket, key, cancellation);
        var isThere = found?.Size == size && found.Metadata.GetValueOrDefault(DigestMetadata) == digest;
        var isChanged = !isThere && found is not null && !mayChange;
        if (isChanged)
            Changed.Add(key);
        if (!isThere && (!isChanged || PutsBack))
        {
            var options = new PutOptions { ContentType = contentType, Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { [DigestMetadata] = digest } };
            await objects.PutAsync(layout.Bucket, key, body(), options, cancellation);
        }

        Published.Add(new() { Key = key, Digest = $"sha256:{digest}", SizeBytes = size });
    }
}
