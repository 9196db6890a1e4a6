namespace Sonde.Agent.Core.Config.Reading;

/// <summary>Reads one <c>prometheusremotewrite</c> exporter; the defaults are the collector's.</summary>
internal static class CollectorExporter
{
    private const string NamesAsScraped = "series are sent under the names that they were scraped with.";

    public static RemoteWriteDestination? Read(string id, Components exporters, CollectorAuth auth, BatchOptions batch)
    {
        if (exporters.Use(id) is not { } section)
            return null;

        var url = section.Text("endpoint") ?? "";
        if (url.Length == 0)
            section.Fault("endpoint", "is required.");
        else
            HttpSettings.CheckUrl(section, "endpoint", url);

        batch = batch with { MaxBytes = (int)(section.Count("max_batch_size_bytes", least: 1, most: int.MaxValue) ?? batch.MaxBytes) };
        var destination = new RemoteWriteDestination
        {
            Name = id,
            Url = url,
            Auth = section.Child("auth") is { } named ? auth.Named(named) : null,
            Headers = HttpSettings.PlainHeaders(section.Child("headers")),
            ExternalLabels = Labels.Read(section.Child("external_labels")),
            Tls = Tls(section.Child("tls")),
            Timeout = section.GoDuration("timeout") is { } timeout && timeout > TimeSpan.Zero ? timeout : TimeSpan.FromSeconds(5),
            Protocol = RemoteWriteMessage.Read(section),
            SendMetadata = section.Flag("send_metadata") ?? true,
            Batch = batch,
            Retry = Retry(section.Child("retry_on_failure")),
            Queue = Queue(section.Child("remote_write_queue"), batch),
        };
        PassOver(section);
        section.Close();
        return destination;
    }

    private static RetryOptions Retry(Section? retry)
    {
        var defaults = new RetryOptions();
        if (retry is null)
            return defaults;

        var enabled = retry.Flag("enabled") ?? true;
        var elapsed = retry.GoDuration("max_elapsed_time");
        var read = defaults with
        {
            InitialDelay = retry.GoDuration("initial_interval") ?? defaults.InitialDelay,
            MaxDelay = retry.GoDuration("max_interval") ?? defaults.MaxDelay,
            // Zero means "for ever" to the collector and "never again" to us.
            MaxAge = !enabled ? TimeSpan.Zero : elapsed == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : elapsed ?? defaults.MaxAge,
        };
        if (read.MaxDelay < read.InitialDelay)
            retry.Fault("max_interval", $"is shorter than the initial_interval of {Durations.Write(read.InitialDelay)}.");
        retry.Ignore("randomization_factor", "waits are always jittered.");
        retry.Ignore("multiplier", "waits double.");
        retry.Close();
        return read;
    }

    /// <summary>The collector counts its queue in batches. Ours is bounded in bytes as well, so a large count costs nothing.</summary>
    private static QueueOptions Queue(Section? queue, BatchOptions batch)
    {
        var defaults = new QueueOptions();
        if (queue is null)
            return defaults;

        var batches = queue.Count("queue_size", least: 1, most: int.MaxValue);
        queue.Ignore("num_consumers", "a destination has one connection, which keeps every series in order.");
        if (queue.Flag("enabled") is false)
            queue.Fault("enabled", "cannot be false: scraping never waits for a destination.");
        queue.Close();
        return batches is null ? defaults : defaults with { MaxSamples = (int)Math.Min(int.MaxValue, batches.Value * batch.MaxSamples) };
    }

    private static TlsOptions Tls(Section? tls)
    {
        if (tls is null)
            return new TlsOptions();

        var options = new TlsOptions
        {
            CaFile = tls.Text("ca_file"),
            CertFile = tls.Text("cert_file"),
            KeyFile = tls.Text("key_file"),
            ServerName = tls.Text("server_name_override"),
            InsecureSkipVerify = tls.Flag("insecure_skip_verify") ?? false,
        };
        tls.Ignore("insecure", "the scheme of the endpoint decides.");
        tls.Ignore("include_system_ca_certs_pool", "ca_file, when given, is the only bundle.");
        tls.Close();
        HttpSettings.RequirePair(tls, options);
        return options;
    }

    private static void PassOver(Section section)
    {
        section.Ignore("resource_to_telemetry_conversion", "scraped series carry their labels themselves; there is no resource.");
        section.Ignore("target_info", "no target_info series is made.");
        section.Ignore("add_metric_suffixes", NamesAsScraped);
        section.Ignore("translation_strategy", NamesAsScraped);
        section.Ignore("disable_scope_info", "there is no instrumentation scope.");
        section.Ignore("max_batch_request_parallelism", "a destination has one connection, which keeps every series in order.");
        section.Ignore("read_buffer_size", "buffers grow as needed.");
        section.Ignore("write_buffer_size", "buffers grow as needed.");
        section.Ignore("idle_conn_timeout", "one connection is kept.");
        section.Ignore("max_idle_conns", "one connection is kept.");
        section.Refuse("sending_queue", "prometheusremotewrite has remote_write_queue instead.");
        section.Refuse("wal", "samples are held in memory only.");
        section.Refuse("namespace", "use metric_relabel_configs to rename.");
        section.Refuse("http", "write its settings into the exporter itself.");
        section.Refuse("proxy_url", "the endpoint is reached directly.");
    }
}
