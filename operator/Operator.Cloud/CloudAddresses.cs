using System.Net;

namespace Sonde.Operator.Cloud;

/// <summary>Service, region and network → base URL, unless the connection names another.</summary>
internal static class CloudAddresses
{
    /// <exception cref="ArgumentException">The override is no http or https URL of scheme, host and port.</exception>
    public static string BaseOf(CloudService service, CloudConnection connection) => service switch
    {
        CloudService.FunctionCompute => Checked(nameof(CloudEndpoints.FunctionCompute), connection.Endpoints.FunctionCompute) ?? FunctionCompute(connection),
        CloudService.Oss => Checked(nameof(CloudEndpoints.Oss), connection.Endpoints.Oss) ?? $"https://oss-{connection.Region}{(InVpc(connection) ? "-internal" : "")}.aliyuncs.com",
        CloudService.Arms => Checked(nameof(CloudEndpoints.Arms), connection.Endpoints.Arms) ?? $"https://arms{Vpc(connection)}.{connection.Region}.aliyuncs.com",
        _ => Checked(nameof(CloudEndpoints.Sts), connection.Endpoints.Sts) ?? $"https://sts{Vpc(connection)}.{connection.Region}.aliyuncs.com",
    };

    // The one region whose control address has another form.
    private static string FunctionCompute(CloudConnection connection) => connection.Region == "me-central-1"
        ? "https://me-central-1.fc.aliyuncs.com"
        : $"https://fcv3{Vpc(connection)}.{connection.Region}.aliyuncs.com";

    private static bool InVpc(CloudConnection connection) => connection.Network is CloudNetwork.Vpc;

    private static string Vpc(CloudConnection connection) => InVpc(connection) ? "-vpc" : "";

    private static string? Checked(string name, string? url)
    {
        if (string.IsNullOrEmpty(url))
            return null;

        var fits = Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.PathAndQuery == "/" && uri.UserInfo.Length == 0 && uri.Fragment.Length == 0;
        return fits
            ? $"{uri!.Scheme}://{uri.Authority}"
            : throw new ArgumentException($"The endpoint {name} must be http:// or https:// with a host and an optional port, and nothing after it; it is '{WebUtility.HtmlEncode(WithoutUser(url))}'.", nameof(url));
    }

    private static string WithoutUser(string url) => url[(url.LastIndexOf('@') + 1)..];
}
