namespace Sonde.Agent.Core.Config;

/// <summary>One entry of <c>scrape_configs</c>. A limit of 0 means none.</summary>
public sealed record ScrapeJob
{
    /// <summary>Value of the label <c>job</c>.</summary>
    public required string JobName { get; init; }

    /// <summary>The addresses, in the order of the file.</summary>
    public required EquatableArray<StaticTarget> Targets { get; init; }

    /// <summary>From the start of one scrape to the start of the next; at least 1 ms.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Bound of a whole scrape; at most <see cref="Interval"/>.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The formats that are asked for, the best first. Empty: text 0.0.4 before anything else, which keeps the names of engines as they are.</summary>
    public EquatableArray<ScrapeProtocol> ScrapeProtocols { get; init; } = [];

    /// <summary>What a page without a known content type is read as; null: the scrape fails.</summary>
    public ScrapeProtocol? FallbackScrapeProtocol { get; init; }

    /// <summary>Path of the page.</summary>
    public string MetricsPath { get; init; } = "/metrics";

    /// <summary><c>http</c> or <c>https</c>.</summary>
    public string Scheme { get; init; } = "http";

    /// <summary>Parameters of the URL.</summary>
    public EquatableArray<QueryParameter> Parameters { get; init; } = [];

    /// <summary>Headers of every scrape (<c>http_headers</c>).</summary>
    public EquatableArray<HttpHeader> Headers { get; init; } = [];

    /// <summary>Who we say to be; null: nobody.</summary>
    public HttpAuth? Auth { get; init; }

    /// <summary>TLS of the scrape.</summary>
    public TlsOptions Tls { get; init; } = new();

    /// <summary>True: labels of the page win over those of the target.</summary>
    public bool HonorLabels { get; init; }

    /// <summary>True: timestamps of the page are kept.</summary>
    public bool HonorTimestamps { get; init; } = true;

    /// <summary>True: series with timestamps of their own get stale markers too.</summary>
    public bool TrackTimestampsStaleness { get; init; }

    /// <summary>True: gzip is asked for.</summary>
    public bool EnableCompression { get; init; } = true;

    /// <summary>True: redirects are followed.</summary>
    public bool FollowRedirects { get; init; } = true;

    /// <summary>True: timeout, sample limit and body size of each scrape are series too.</summary>
    public bool ExtraScrapeMetrics { get; init; }

    /// <summary>Most samples of a scrape after metric relabeling; more fail it.</summary>
    public long SampleLimit { get; init; }

    /// <summary>Most labels of a sample.</summary>
    public long LabelLimit { get; init; }

    /// <summary>Longest label name, in bytes.</summary>
    public long LabelNameLengthLimit { get; init; }

    /// <summary>Longest label value, in bytes.</summary>
    public long LabelValueLengthLimit { get; init; }

    /// <summary>Most targets of the job after relabeling.</summary>
    public long TargetLimit { get; init; }

    /// <summary>Most bytes of an uncompressed page.</summary>
    public long BodySizeLimit { get; init; }

    /// <summary>Rules over the labels of a target (<c>relabel_configs</c>).</summary>
    public EquatableArray<RelabelRule> RelabelRules { get; init; } = [];

    /// <summary>Rules over the labels of a sample (<c>metric_relabel_configs</c>).</summary>
    public EquatableArray<RelabelRule> MetricRelabelRules { get; init; } = [];
}
