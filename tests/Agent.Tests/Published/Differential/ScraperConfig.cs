namespace Sonde.Agent.Tests.Published.Differential;

/// <summary>The same Prometheus file for all scrapers of a comparison, but for the addresses.</summary>
internal static class ScraperConfig
{
    public const string FirstMessage = "prometheus.WriteRequest";
    public const string SecondMessage = "io.prometheus.write.v2.Request";

    public static string Of(IEnumerable<PageScript> scripts, string pages, string sink, string? message) =>
        $$"""
        global:
          scrape_interval: 1s
          scrape_timeout: 1s
          external_labels: {region: cn-hangzhou, model_name: outer}
        remote_write:
          - url: {{sink}}
            send_exemplars: true
            {{(message is null ? "" : $"protobuf_message: {message}")}}
            queue_config: {max_shards: 1, batch_send_deadline: 200ms}
        scrape_configs:
        {{string.Join('\n', scripts.Select(script => Job(script, pages)))}}

        """;

    private static string Job(PageScript script, string pages) =>
        $$$"""
          - job_name: {{{script.Job}}}
            metrics_path: /{{{script.Job}}}
            static_configs: [{targets: ["{{{pages}}}"], labels: {instance: c-1, scrape: "{{{script.Job}}}"}}]
        {{{string.Join('\n', script.Settings.Select(line => "    " + line))}}}
        """;
}
