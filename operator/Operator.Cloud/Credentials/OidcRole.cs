namespace Sonde.Operator.Cloud.Credentials;

/// <summary>A role to assume by the token of a Kubernetes service account (RRSA).</summary>
/// <param name="RoleArn"><c>acs:ram::ACCOUNT:role/NAME</c>.</param>
/// <param name="ProviderArn"><c>acs:ram::ACCOUNT:oidc-provider/NAME</c>.</param>
/// <param name="TokenFile">File with the token. Read anew for each exchange: the cluster replaces it about hourly.</param>
/// <param name="SessionName">Shown in the audit log; 2 to 64 of letters, digits and <c>.@-_</c>.</param>
public sealed record OidcRole(string RoleArn, string ProviderArn, string TokenFile, string SessionName)
{
    /// <summary>Variable that names the token file when the account does not; set by the cluster's webhook.</summary>
    public const string TokenFileVariable = "ALIBABA_CLOUD_OIDC_TOKEN_FILE";

    private const long LargestToken = 64 * 1024;

    /// <summary>The token as it is now.</summary>
    /// <exception cref="CloudException">The file is absent, unreadable, or holds no token for STS (<see cref="CloudErrorKind.Denied"/>).</exception>
    internal async Task<string> ReadTokenAsync(CancellationToken cancellation)
    {
        try
        {
            if (new FileInfo(TokenFile).Length > LargestToken)
                throw Unusable("is too large for a token", inner: null);

            var token = (await File.ReadAllTextAsync(TokenFile, cancellation)).Trim();
            return TokenAudience.IsSts(token) ? token : throw Unusable($"holds no token for the audience {TokenAudience.Sts}", inner: null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Unusable("cannot be read", e);
        }
    }

    private CloudException Unusable(string why, Exception? inner) => new(
        CloudErrorKind.Denied, "OidcTokenMissing",
        $"The token file {TokenFile} {why}. Project a token of the service account with audience {TokenAudience.Sts} there, or name another file.", CloudService.Sts, "AssumeRoleWithOIDC", inner);
}
