namespace Sonde.Agent.Core.Config.Reading;

/// <summary>Reads a plain Prometheus file: <c>global</c>, <c>scrape_configs</c>, <c>remote_write</c>.</summary>
internal static class PrometheusFile
{
    public static AgentConfig Read(Section file, StaticTargets targets)
    {
        var defaults = ScrapeDefaults.Read(file.Child("global"));
        var config = new AgentConfig
        {
            ScrapeJobs = new ScrapeConfigs(defaults, targets, new HashSet<string>(StringComparer.Ordinal)).Read(file).ToEquatableArray(),
            RemoteWrites = file.Children("remote_write").Select((section, i) => RemoteWrite(section, i, defaults)).ToList().ToEquatableArray(),
        };
        foreach (var key in (ReadOnlySpan<string>)["rule_files", "alerting", "remote_read", "storage", "tracing", "scrape_config_files", "otlp"])
            file.Refuse(key, "the agent scrapes and writes; it keeps, evaluates and receives nothing.");
        return config;
    }

    private static RemoteWriteDestination RemoteWrite(Section section, int index, ScrapeDefaults defaults)
    {
        var url = section.Text("url") ?? "";
        if (url.Length == 0)
            section.Fault("url", "is required.");
        else
            HttpSettings.CheckUrl(section, "url", url);

        var destination = Tuned(section.Child("queue_config"), new RemoteWriteDestination
        {
            Name = section.Text("name") is { Length: > 0 } name ? name : $"remote_write[{index}]",
            Url = url,
            Auth = HttpSettings.Auth(section),
            Headers = HttpSettings.PlainHeaders(section.Child("headers")),
            ExternalLabels = defaults.ExternalLabels,
            WriteRelabelRules = RelabelRules.Read(section, "write_relabel_configs"),
            Tls = HttpSettings.Tls(section),
            Timeout = section.PrometheusDuration("remote_timeout") ?? TimeSpan.FromSeconds(30),
            Protocol = RemoteWriteMessage.Read(section),
            SendMetadata = SendsMetadata(section.Child("metadata_config")),
            SendExemplars = section.Flag("send_exemplars") ?? false,
        });
        section.Ignore("enable_http2", "the agent speaks HTTP/1.1.");
        section.Ignore("follow_redirects", "a redirected write is never followed.");
        section.Refuse("send_native_histograms", "the agent does not read native histograms.");
        section.Close();
        return destination;
    }

    private static bool SendsMetadata(Section? metadata)
    {
        const string OnceAMinute = "metadata goes once a minute, with each series in remote write 2.0.";
        var sends = metadata?.Flag("send") ?? true;
        metadata?.Ignore("send_interval", OnceAMinute);
        metadata?.Ignore("max_samples_per_send", OnceAMinute);
        metadata?.Close();
        return sends;
    }

    private static RemoteWriteDestination Tuned(Section? queue, RemoteWriteDestination destination)
    {
        // Prometheus' own values, but for the age: with its 0s nothing is ever too old, which a receiver thinks otherwise about.
        var (batch, retry) = (new BatchOptions { Deadline = TimeSpan.FromSeconds(5) }, new RetryOptions
        {
            InitialDelay = TimeSpan.FromMilliseconds(30),
            RetryOnTooManyRequests = false,
        });
        if (queue is null)
            return destination with { Batch = batch, Retry = retry };

        destination = destination with
        {
            Batch = batch with
            {
                MaxSamples = (int)(queue.Count("max_samples_per_send", least: 1, most: 1_000_000) ?? batch.MaxSamples),
                Deadline = queue.PrometheusDuration("batch_send_deadline") ?? batch.Deadline,
            },
            Retry = retry with
            {
                InitialDelay = queue.PrometheusDuration("min_backoff") ?? retry.InitialDelay,
                MaxDelay = queue.PrometheusDuration("max_backoff") ?? retry.MaxDelay,
                MaxAge = queue.PrometheusDuration("sample_age_limit", zeroAllowed: true) is { } age ? age > TimeSpan.Zero ? age : Timeout.InfiniteTimeSpan : retry.MaxAge,
                RetryOnTooManyRequests = queue.Flag("retry_on_http_429") ?? false,
            },
            Queue = destination.Queue with { MaxSamples = (int)(queue.Count("capacity", least: 1, most: int.MaxValue) ?? destination.Queue.MaxSamples) },
        };
        queue.Ignore("max_shards", "a destination has one connection, which keeps every series in order.");
        queue.Ignore("min_shards", "a destination has one connection, which keeps every series in order.");
        queue.Close();
        return destination;
    }
}
