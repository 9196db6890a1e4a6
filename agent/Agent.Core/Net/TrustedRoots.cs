using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sonde.Agent.Core.Net;

/// <summary>The authorities that the agent trusts: where the image keeps them, else those that were published beside the agent.</summary>
/// <remarks>A static OpenSSL knows only the folder of the system that it was built on, and an LLM image may be of any system, or have none.</remarks>
internal static class TrustedRoots
{
    private const string FileVariable = "SSL_CERT_FILE";
    private const string BesideName = "ca-certificates.crt";

    private static readonly string[] s_wellKnown =
    [
        "/etc/ssl/certs/ca-certificates.crt",
        "/etc/pki/tls/certs/ca-bundle.crt",
        "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
        "/etc/ssl/ca-bundle.pem",
        "/etc/ssl/cert.pem",
        "/usr/lib/ssl/cert.pem",
    ];

    /// <summary>The PEM file to use, or null when there is none.</summary>
    /// <param name="variable">Looks up an environment variable.</param>
    /// <param name="exists">Tells whether a file is there.</param>
    /// <param name="folders">Where a published bundle may lie: beside the agent, and beside its config, since the agent may be a copy in another folder.</param>
    public static string? FindFile(Func<string, string?> variable, Func<string, bool> exists, IEnumerable<string> folders) =>
        variable(FileVariable) is { Length: > 0 } named ? named : s_wellKnown.Concat(folders.Select(folder => Path.Combine(folder, BesideName))).FirstOrDefault(exists);

    /// <summary>The certificates of a PEM file.</summary>
    /// <exception cref="IOException">The file cannot be read; the message names it.</exception>
    public static X509Certificate2Collection Load(string file)
    {
        var roots = new X509Certificate2Collection();
        try
        {
            roots.ImportFromPemFile(file);
        }
        catch (Exception e) when (e is CryptographicException or UnauthorizedAccessException)
        {
            throw new IOException($"{file} is no readable bundle of certificates: {e.Message}", e);
        }

        return roots;
    }
}
