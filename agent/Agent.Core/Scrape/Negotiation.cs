using Sonde.Agent.Core.Config;
using Sonde.Agent.Core.Exposition;

namespace Sonde.Agent.Core.Scrape;

/// <summary>What format of page is asked for, and what came.</summary>
internal static class Negotiation
{
    // Text first: OpenMetrics negotiation changes the names of some engines (client_python escapes colons). Never ask for an escaping that does.
    private const string TextFirst = "text/plain;version=0.0.4;q=1,*/*;q=0.1";

    // Prometheus begins at one more than the formats that it knows, and so are its weights known to exporters.
    private const int FirstWeight = 6;

    /// <summary>The Accept header: weights fall from one format to the next.</summary>
    public static string Accept(EquatableArray<ScrapeProtocol> protocols) => protocols.IsEmpty ? TextFirst
        : string.Join(",", [.. protocols.Select((protocol, i) => $"{protocol.MediaRange};q=0.{FirstWeight - i}"), $"*/*;q=0.{FirstWeight - protocols.Count}"]);

    /// <summary>The format of a page.</summary>
    /// <param name="mediaType">Of the answer; null for none or one that makes no sense.</param>
    /// <param name="fallback">What the job says of such pages.</param>
    /// <exception cref="ScrapeException">It is none that the agent reads.</exception>
    public static PageFormat FormatOf(string? mediaType, ScrapeProtocol? fallback) => mediaType switch
    {
        "application/openmetrics-text" => PageFormat.OpenMetrics,
        "text/plain" => PageFormat.Text,
        "application/vnd.google.protobuf" => throw Not("the answer is protobuf, which was not asked for"),
        _ when fallback is not null => fallback.IsOpenMetrics ? PageFormat.OpenMetrics : PageFormat.Text,
        "application/json" => throw Not("the answer is JSON, not a metrics page; for TensorRT-LLM use metrics_path /prometheus/metrics"),
        null => throw Not("the answer has no content type; if it is a metrics page, set fallback_scrape_protocol"),
        _ => throw Not($"the answer is of type '{mediaType}', not a metrics page (text/plain); if it is one after all, set fallback_scrape_protocol"),
    };

    private static ScrapeException Not(string message) => new(ScrapeFailure.ContentType, message);
}
