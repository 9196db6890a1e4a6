using Sonde.Operator.Cloud.Credentials;
using Sonde.Operator.Cloud.Http;

namespace Sonde.Operator.Cloud.ObjectStorage;

/// <summary>Makes presigned URLs with the key and the clock that calls are signed with.</summary>
internal sealed class Presigner(OssDialect dialect, ICredentials credentials, Func<DateTimeOffset> now)
{
    private const string Operation = "Presign";
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(7);

    /// <param name="target">Bucket and key.</param>
    /// <param name="options">What the holder may do.</param>
    /// <param name="cancellation">Cancels waiting for a key.</param>
    public async Task<Uri> UrlOfAsync(CloudRequest target, PresignOptions options, CancellationToken cancellation)
    {
        if (options.Lifetime < TimeSpan.FromSeconds(1) || options.Lifetime > s_longest)
            throw Invalid("InvalidLifetime", $"A presigned URL lives 1 s to 7 days; {options.Lifetime} is asked for.");
        if (options.Method != HttpMethod.Get && options.Method != HttpMethod.Head && options.Method != HttpMethod.Put)
            throw Invalid("InvalidMethod", $"A presigned URL is for GET, HEAD or PUT; {options.Method} is asked for.");
        if (options.Query.Any(pair => pair.Value.Length == 0 || pair.Key.StartsWith("x-oss-", StringComparison.OrdinalIgnoreCase)))
            throw Invalid("InvalidQuery", "The parameters of a presigned URL must have a value, and names that do not begin with x-oss-.");

        var request = target with
        {
            Method = options.Method,
            Query = [.. options.Query.Select(pair => new KeyValuePair<string, string?>(pair.Key, pair.Value))],
            Headers = [.. options.Headers.Select(pair => new KeyValuePair<string, string>(pair.Key.ToLowerInvariant(), pair.Value))],
        };
        return dialect.Presign(request, await credentials.GetAsync(cancellation), now(), options.Lifetime);
    }

    private static CloudException Invalid(string code, string message) => new(CloudErrorKind.Invalid, code, message, CloudService.Oss, Operation);
}
