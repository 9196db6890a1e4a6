namespace Sonde.Operator.Api;

/// <summary>The HTTP trigger of the function.</summary>
public sealed record HttpSpec
{
    /// <summary>Signed (requests are signed with an AccessKey) or Anonymous (anyone who knows the URL).</summary>
    [Required]
    public HttpAuth Auth { get; set; }

    /// <summary>Methods that are let through; all when absent.</summary>
    [Items(7, Min = 1), SetList]
    public List<HttpVerb>? Methods { get; set; }

    /// <summary>Whether the URL is reachable from the internet. True in the cloud when absent.</summary>
    public bool? PublicUrl { get; set; }
}
