namespace Sonde.Operator.Cloud.Http;

/// <summary>How long one attempt may take.</summary>
internal static class CloudTimeouts
{
    private static readonly TimeSpan s_call = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_download = TimeSpan.FromMinutes(10);
    private const double SlowestUpload = 256 * 1024;

    /// <summary>30 s; an upload gets as much more as 256 KB/s need, a download 10 min.</summary>
    public static TimeSpan Of(CloudRequest request) =>
        request.Destination is null ? s_call + TimeSpan.FromSeconds((request.Body?.Length ?? 0) / SlowestUpload) : s_download;
}
