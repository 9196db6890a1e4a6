namespace Sonde.Agent.Core.Config.Reading;

/// <summary>Reads <c>scrape_configs</c>, which the collector's receiver and Prometheus share.</summary>
/// <param name="defaults">What a job takes when it does not say.</param>
/// <param name="targets">Reads the addresses.</param>
/// <param name="names">Names of the jobs read so far, in other receivers too: a name must not come twice.</param>
internal sealed class ScrapeConfigs(ScrapeDefaults defaults, StaticTargets targets, HashSet<string> names)
{
    private static readonly TimeSpan s_defaultTimeout = TimeSpan.FromSeconds(10);

    public IEnumerable<ScrapeJob> Read(Section parent) => [.. parent.Children("scrape_configs").Select(ReadJob).OfType<ScrapeJob>()];

    private ScrapeJob? ReadJob(Section job)
    {
        var name = job.Text("job_name");
        if (string.IsNullOrEmpty(name))
            job.Fault("job_name", "is required.");
        else if (!names.Add(name))
            job.Fault("job_name", $"is {job.Shown("job_name")}, the name of another job; names must differ.");

        var (interval, timeout) = Times(job);
        var read = new ScrapeJob
        {
            JobName = name ?? "",
            Interval = interval,
            Timeout = timeout,
            Targets = targets.Read(job),
            ScrapeProtocols = ScrapeProtocols.Read(job) ?? defaults.ScrapeProtocols,
            FallbackScrapeProtocol = ScrapeProtocols.ReadFallback(job),
            MetricsPath = MetricsPath(job),
            Scheme = job.OneOf("scheme", "http", "https") ?? "http",
            Parameters = Parameters(job),
            Headers = HttpSettings.ListedHeaders(job),
            Auth = HttpSettings.Auth(job),
            Tls = HttpSettings.Tls(job),
            HonorLabels = job.Flag("honor_labels") ?? false,
            HonorTimestamps = job.Flag("honor_timestamps") ?? true,
            TrackTimestampsStaleness = job.Flag("track_timestamps_staleness") ?? false,
            EnableCompression = job.Flag("enable_compression") ?? true,
            FollowRedirects = job.Flag("follow_redirects") ?? true,
            ExtraScrapeMetrics = job.Flag("extra_scrape_metrics") ?? defaults.ExtraScrapeMetrics,
            RelabelRules = RelabelRules.Read(job, "relabel_configs"),
            MetricRelabelRules = RelabelRules.Read(job, "metric_relabel_configs"),
        };
        read = WithLimits(job, read);
        job.Ignore("enable_http2", "the agent speaks HTTP/1.1.");
        RefuseDiscovery(job);
        job.Close();
        return string.IsNullOrEmpty(name) ? null : read;
    }

    private (TimeSpan Interval, TimeSpan Timeout) Times(Section job)
    {
        var interval = job.PrometheusDuration("scrape_interval") ?? defaults.Interval;
        var timeout = job.PrometheusDuration("scrape_timeout");
        if (timeout > interval)
            job.Fault("scrape_timeout", $"is {job.Shown("scrape_timeout")}, longer than the scrape_interval of {Durations.Write(interval)}.");

        var inherited = defaults.Timeout ?? s_defaultTimeout;
        return (interval, timeout ?? (inherited < interval ? inherited : interval));
    }

    private ScrapeJob WithLimits(Section job, ScrapeJob read) => read with
    {
        SampleLimit = job.Count("sample_limit") ?? defaults.SampleLimit,
        LabelLimit = job.Count("label_limit") ?? defaults.LabelLimit,
        LabelNameLengthLimit = job.Count("label_name_length_limit") ?? defaults.LabelNameLengthLimit,
        LabelValueLengthLimit = job.Count("label_value_length_limit") ?? defaults.LabelValueLengthLimit,
        TargetLimit = job.Count("target_limit") ?? defaults.TargetLimit,
        BodySizeLimit = job.Size("body_size_limit") ?? defaults.BodySizeLimit,
    };

    private static string MetricsPath(Section job)
    {
        var path = job.Text("metrics_path") ?? "/metrics";
        if (!path.StartsWith('/') || path.AsSpan().ContainsAny(" \r\n"))
            job.Fault("metrics_path", $"is {job.Shown("metrics_path")}; expected a path that begins with /.");
        return path;
    }

    private static EquatableArray<QueryParameter> Parameters(Section job) => job.Child("params") is not { } parameters
        ? []
        : parameters.Entries
            .Select(entry => new QueryParameter(entry.Key, parameters.Texts(entry.Key).Select(text => text.Value).ToList().ToEquatableArray()))
            .ToList().ToEquatableArray();

    private static void RefuseDiscovery(Section job)
    {
        foreach (var entry in job.Entries)
        {
            if (entry.Key.EndsWith("_sd_configs", StringComparison.Ordinal))
                job.Refuse(entry.Key, "the agent lives beside its targets; list them in static_configs.");
        }

        job.Refuse("proxy_url", "targets are local to the instance.");
        ScrapeProtocols.RefuseOtherNames(job);
        job.Refuse("scrape_native_histograms", "the agent does not read native histograms.");
    }
}
