using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Sonde.Agent.Core.Config;

namespace Sonde.Agent.Core.Http;

/// <summary>Makes handlers with the TLS settings of a job or destination.</summary>
internal static class HandlerFactory
{
    private static readonly TimeSpan s_connectTimeout = TimeSpan.FromSeconds(10);

    // Addresses behind a name change: no connection lives so long that it would not notice.
    private static readonly TimeSpan s_connectionLifetime = TimeSpan.FromMinutes(10);

    /// <summary>A handler with connections of its own: no redirects, no cookies, no decompression, no proxy but what the environment names.</summary>
    public static SocketsHttpHandler Create(TlsOptions tls) => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        ActivityHeadersPropagator = null,
        ConnectTimeout = s_connectTimeout,
        PooledConnectionLifetime = s_connectionLifetime,
        SslOptions = Tls(tls),
    };

    [SuppressMessage("Security", "CA5359", Justification = "Only where the user wrote insecure_skip_verify.")]
    [SuppressMessage("Reliability", "CA2000", Justification = "The certificate lives as long as its handler.")]
    private static SslClientAuthenticationOptions Tls(TlsOptions tls)
    {
        SslClientAuthenticationOptions options = new();
        if (tls.ServerName is not null)
            options.TargetHost = tls.ServerName;
        if (tls.CertFile is not null)
            options.ClientCertificates = [X509Certificate2.CreateFromPemFile(tls.CertFile, tls.KeyFile)];
        if (tls.CaFile is not null)
            options.CertificateChainPolicy = TrustOnly(tls.CaFile);
        if (tls.InsecureSkipVerify)
            options.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
        return options;
    }

    private static X509ChainPolicy TrustOnly(string caFile)
    {
        X509ChainPolicy policy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(caFile);
        return policy;
    }
}
