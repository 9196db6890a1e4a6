using System.Text.Json.Nodes;
using Sonde.Emulator.Oss;
using static Sonde.Emulator.FunctionCompute.FunctionRules;

namespace Sonde.Emulator.FunctionCompute;

/// <summary>OSS mounts: shape, collisions, and that the bucket and the prefix marker are there (fc.md 3.3).</summary>
internal sealed class MountRules(BucketStore buckets, JsonObject declared)
{
    private const int MostMounts = 5;
    private static readonly string[] s_systemDirs = ["/", "/bin", "/boot", "/code", "/dev", "/etc", "/lib", "/lib64", "/proc", "/sbin", "/sys", "/tmp", "/usr", "/var"];

    public void Check(string accountId)
    {
        var mounts = declared.Object("ossMountConfig").Objects("mountPoints").ToList();
        if (mounts.Count == 0)
            return;
        Need(mounts.Count <= MostMounts, $"ossMountConfig may not have more than {MostMounts} mount points");
        Need(declared.Text("role").Length > 0, "ossMountConfig needs a role that may read the bucket");
        foreach (var mount in mounts)
            CheckOne(mount, accountId);
        var dirs = mounts.Concat(declared.Object("nasConfig").Objects("mountPoints")).Select(mount => mount.Text("mountDir").TrimEnd('/')).ToList();
        Need(dirs.Distinct(StringComparer.Ordinal).Count() == dirs.Count, "mount points must have different mountDirs");
        Need(!dirs.Exists(dir => dirs.Exists(other => other.StartsWith(dir + "/", StringComparison.Ordinal))), "a mountDir must not lie in another one");
    }

    private void CheckOne(JsonObject mount, string accountId)
    {
        var (bucket, path, dir) = (mount.Text("bucketName"), mount.Text("bucketPath"), mount.Text("mountDir"));
        Need(bucket.Length > 0, "ossMountConfig.mountPoints[].bucketName is required");
        Need(path.StartsWith('/'), $"bucketPath '{path}' must begin with /");
        Need(dir.StartsWith('/') && !s_systemDirs.Contains(dir.TrimEnd('/') is { Length: > 0 } trimmed ? trimmed : "/"), $"mountDir '{dir}' must be an absolute path and not a system directory");
        Need(Uri.TryCreate(mount.Text("endpoint"), UriKind.Absolute, out var endpoint) && endpoint.Scheme is "http" or "https", $"OSS endpoint '{mount.Text("endpoint")}' must be a URL with its scheme");
        var marker = path.Trim('/') + "/";
        var found = buckets.OwnerOf(bucket) == accountId && (marker == "/" || buckets.Find(bucket, marker) is not null);
        Need(found, $"bucket not found or bucket path does not exist: '{bucket}' '{path}'");
    }
}
