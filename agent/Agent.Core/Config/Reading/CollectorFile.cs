namespace Sonde.Agent.Core.Config.Reading;

/// <summary>Reads the collector's file: components by id, and the service that wires some of them.</summary>
internal static class CollectorFile
{
    public static AgentConfig Read(Section file, StaticTargets targets)
    {
        var receivers = new Components(file, "receivers", "prometheus");
        var processors = new Components(file, "processors", "batch");
        var exporters = new Components(file, "exporters", "prometheusremotewrite");
        var extensions = new Components(file, "extensions", CollectorAuth.BasicType, CollectorAuth.BearerType);
        file.Refuse("connectors", "a pipeline goes from receivers to exporters.");

        var service = file.Child("service");
        if (service is null)
        {
            file.Fault("service", "is required: it wires receivers, processors and exporters into pipelines.");
            return new AgentConfig { ScrapeJobs = [], RemoteWrites = [] };
        }

        var auth = new CollectorAuth(extensions, service);
        var pipelines = CollectorPipeline.ReadAll(service, receivers, processors, exporters);
        var level = CollectorTelemetry.Level(service.Child("telemetry"));
        service.Close();
        var config = new AgentConfig
        {
            ScrapeJobs = Jobs(pipelines, receivers, targets),
            RemoteWrites = pipelines.SelectMany(p => p.Exporters.Select(id => CollectorExporter.Read(id, exporters, auth, Batch(p, processors))))
                .OfType<RemoteWriteDestination>().ToList().ToEquatableArray(),
            LogLevel = level,
        };
        foreach (var components in (Components[])[receivers, processors, exporters, extensions])
            components.WarnOfUnused();
        return config;
    }

    private static EquatableArray<ScrapeJob> Jobs(IReadOnlyList<CollectorPipeline> pipelines, Components receivers, StaticTargets targets)
    {
        var jobs = new List<ScrapeJob>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var id in pipelines.SelectMany(p => p.Receivers).Distinct(StringComparer.Ordinal))
        {
            if (receivers.Use(id) is not { } receiver)
                continue;
            var hasExtras = receiver.Flag("report_extra_scrape_metrics") ?? false;
            if (receiver.Child("config") is { } config)
            {
                var defaults = ScrapeDefaults.Read(config.Child("global"));
                jobs.AddRange(new ScrapeConfigs(defaults with { ExtraScrapeMetrics = defaults.ExtraScrapeMetrics || hasExtras }, targets, names).Read(config));
                config.Close();
            }
            else
            {
                receiver.Fault("config", "is required: it holds scrape_configs.");
            }

            receiver.Ignore("trim_metric_suffixes", "names are sent as they were scraped.");
            receiver.Close();
        }

        return jobs.ToEquatableArray();
    }

    /// <summary>The batch settings of a pipeline; without a processor every scrape is sent at once, in requests of our own size.</summary>
    private static BatchOptions Batch(CollectorPipeline pipeline, Components processors)
    {
        var batch = new BatchOptions();
        foreach (var id in pipeline.Processors)
        {
            if (processors.Use(id) is not { } section)
                continue;
            var size = section.Count("send_batch_size", least: 0, most: 1_000_000) ?? 8192;
            var most = section.Count("send_batch_max_size", least: 0, most: 1_000_000) ?? 0;
            if (most > 0 && most < size)
                section.Fault("send_batch_max_size", $"is smaller than the send_batch_size of {size}.");
            batch = batch with
            {
                MaxSamples = (int)(size == 0 ? batch.MaxSamples : size),
                Deadline = section.GoDuration("timeout") ?? batch.Deadline,
            };
            section.Refuse("metadata_keys", "nothing that is scraped has client metadata.");
            section.Close();
        }

        return batch;
    }
}
