namespace Sonde.Agent.Core.Config;

/// <summary>A format of pages, as <c>scrape_protocols</c> names them. There are only those of <see cref="All"/>.</summary>
public sealed record ScrapeProtocol
{
    private ScrapeProtocol(string name, string mediaRange, bool isOpenMetrics) => (Name, MediaRange, IsOpenMetrics) = (name, mediaRange, isOpenMetrics);

    /// <summary>OpenMetrics 1.0.</summary>
    public static ScrapeProtocol OpenMetricsText100 { get; } =
        new("OpenMetricsText1.0.0", "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8", isOpenMetrics: true);

    /// <summary>OpenMetrics before its first version.</summary>
    public static ScrapeProtocol OpenMetricsText001 { get; } = new("OpenMetricsText0.0.1", "application/openmetrics-text;version=0.0.1", isOpenMetrics: true);

    /// <summary>The text format with names in UTF-8.</summary>
    public static ScrapeProtocol PrometheusText100 { get; } = new("PrometheusText1.0.0", "text/plain;version=1.0.0;escaping=allow-utf-8", isOpenMetrics: false);

    /// <summary>The text format.</summary>
    public static ScrapeProtocol PrometheusText004 { get; } = new("PrometheusText0.0.4", "text/plain;version=0.0.4", isOpenMetrics: false);

    /// <summary>All that the agent reads, the newest first.</summary>
    public static IReadOnlyList<ScrapeProtocol> All { get; } = [OpenMetricsText100, OpenMetricsText001, PrometheusText100, PrometheusText004];

    /// <summary>As the file has it.</summary>
    public string Name { get; }

    /// <summary>As the Accept header has it, without its weight.</summary>
    public string MediaRange { get; }

    /// <summary>True for OpenMetrics, false for the text format.</summary>
    public bool IsOpenMetrics { get; }
}
