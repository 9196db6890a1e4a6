using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Sonde.Agent.Core.Config;
using Sonde.Agent.Core.Http;
using Sonde.Agent.Core.Net;

namespace Sonde.Agent.Running;

/// <summary>Makes the HTTP handlers of this process: our own name resolution, and authorities that are found in any image.</summary>
internal sealed class Handlers(ConfigFiles files, TimeProvider clock, Func<string, string?> variable, ILogger log)
{
    private const string HomeVariable = "HOME";

    private readonly HostConnector _connector = HostConnector.Create(clock);
    private X509Certificate2Collection? _roots;
    private bool _needsRoots;

    /// <summary>Learns whether a config speaks TLS at all: loading a bundle costs a plain one 10 ms and a megabyte for nothing.</summary>
    /// <exception cref="IOException">The bundle cannot be read.</exception>
    public void Use(AgentConfig config)
    {
        // The runtime looks for certificates of the user too, and fails where neither HOME nor /etc/passwd tells of a home, as in an empty image.
        if (string.IsNullOrEmpty(variable(HomeVariable)))
            Environment.SetEnvironmentVariable(HomeVariable, "/");

        _needsRoots = config.RemoteWrites.Any(to => to.Url.StartsWith("https:", StringComparison.OrdinalIgnoreCase) && to.Tls.CaFile is null)
            || config.ScrapeJobs.Any(job => job.Scheme == "https" && job.Tls.CaFile is null);
        if (!_needsRoots || _roots is not null)
            return;

        if (TrustedRoots.FindFile(variable, File.Exists, [AppContext.BaseDirectory, .. files.Folders]) is { } file)
            _roots = TrustedRoots.Load(file);
        else
            log.NoRoots();
    }

    /// <summary>A new handler.</summary>
    public HttpMessageHandler Create(TlsOptions tls)
    {
        var handler = HandlerFactory.Create(tls);
        handler.ConnectCallback = _connector.ConnectAsync;
        if (_needsRoots && tls.CaFile is null && _roots is not null)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.AddRange(_roots);
            handler.SslOptions.CertificateChainPolicy = policy;
        }

        return handler;
    }
}
