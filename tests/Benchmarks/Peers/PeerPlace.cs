namespace Sonde.Benchmarks.Peers;

/// <summary>What one run of a peer works on: whom to scrape how often, where to write, and a folder of its own.</summary>
internal sealed record PeerPlace(string Target, string Sink, int IntervalSeconds, string Folder)
{
    /// <summary>The scraping half, which all of them read.</summary>
    public string ScrapeFile =>
        $"""
        global:
          scrape_interval: {IntervalSeconds}s
          scrape_timeout: {IntervalSeconds}s
        scrape_configs:
          - job_name: vllm
            static_configs:
              - targets: ["{Target}"]

        """;

    /// <summary>Scraping and sending in one file, as Prometheus and our agent read it.</summary>
    public string PrometheusFile(string protocol) => ScrapeFile +
        $"""
        remote_write:
          - url: {Sink}
            protobuf_message: {(protocol == "2.0" ? "io.prometheus.write.v2.Request" : "prometheus.WriteRequest")}

        """;

    public string Write(string name, string text)
    {
        var file = Path.Combine(Folder, name);
        File.WriteAllText(file, text);
        return file;
    }
}
