namespace Sonde.Operator.Api;

/// <summary>Any remote-write endpoint.</summary>
public sealed record RemoteWriteEndpoint
{
    /// <summary>Where to write, path included, as seen from a function instance.</summary>
    [Required, HttpUrl]
    public string Url { get; set; } = "";

    /// <summary>Secret with the writer's credentials; none are sent when absent.</summary>
    public AuthSecretRef? AuthSecretRef { get; set; }
}
