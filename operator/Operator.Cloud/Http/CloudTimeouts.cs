namespace Sonde.Operator.Cloud.Http;

/// <summary>How long one attempt may take.</summary>
internal static class CloudTimeouts
{
    private static readonly TimeSpan s_call = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_download = TimeSpan.FromMinutes(10);
    private const double SlowestUpload = 256 * 1024;

    /// <summary>30 s, a download 10 min, or what the request names; an upload gets as much more as 256 KB/s need.</summary>
    public static TimeSpan Of(CloudRequest request) =>
        (request.Timeout ?? (request.Destination is null ? s_call : s_download)) + TimeSpan.FromSeconds((request.Body?.Length ?? 0) / SlowestUpload);
}
