using Sonde.Emulator.Http;

namespace Sonde.Emulator.Signing;

/// <summary>Bucket and key of a request, decoded; both empty for the service itself.</summary>
internal sealed record OssAddress(string Bucket, string Key)
{
    public const string EndpointMark = ".oss-";

    /// <summary>The readings of a target, likeliest first: the bucket of the host, then the first segment of the path (ali-oss sends both at times).</summary>
    public static IReadOnlyList<OssAddress> Of(WireRequest request)
    {
        var path = Uri.UnescapeDataString(request.RawPath.StartsWith('/') ? request.RawPath[1..] : request.RawPath);
        var inPath = path.Split('/', 2) is [var bucket, var key] ? new OssAddress(bucket, key) : new OssAddress(path, "");
        var host = request.Header("host") ?? "";
        var mark = host.IndexOf(EndpointMark, StringComparison.Ordinal);
        return mark > 0 ? [new(host[..mark], path), inPath] : [inPath];
    }
}
