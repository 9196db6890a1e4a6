namespace Sonde.Agent.Core.Config;

/// <summary>What may be said about TLS. Everything unset: the machine's CA bundle decides.</summary>
public sealed record TlsOptions
{
    /// <summary>PEM file of the authorities to trust instead of the machine's.</summary>
    public string? CaFile { get; init; }

    /// <summary>PEM file of the client certificate; goes with <see cref="KeyFile"/>.</summary>
    public string? CertFile { get; init; }

    /// <summary>PEM file of the client certificate's key.</summary>
    public string? KeyFile { get; init; }

    /// <summary>Name to ask for and to check instead of the URL's host.</summary>
    public string? ServerName { get; init; }

    /// <summary>True: any certificate is taken.</summary>
    public bool InsecureSkipVerify { get; init; }
}
