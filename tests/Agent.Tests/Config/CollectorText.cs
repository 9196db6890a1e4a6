namespace Sonde.Agent.Tests.Config;

/// <summary>A small valid collector file whose parts a test replaces. Line numbers: see the text.</summary>
internal static class CollectorText
{
    public const string Good = """
        receivers:
          prometheus:
            config:
              scrape_configs:
                - job_name: a
                  scrape_interval: 15s
                  static_configs:
                    - targets: ["localhost:9000"]
        processors:
          batch:
            timeout: 1s
        extensions:
          basicauth/prw:
            client_auth:
              username: u
              password: p
        exporters:
          prometheusremotewrite:
            endpoint: http://receiver/write
            auth:
              authenticator: basicauth/prw
        service:
          extensions: [basicauth/prw]
          pipelines:
            metrics:
              receivers: [prometheus]
              processors: [batch]
              exporters: [prometheusremotewrite]
        """;

    /// <summary>The file with one text replaced; \n in the replacement starts a line.</summary>
    public static string With(string old, string replacement)
    {
        Assert.Contains(old, Good, StringComparison.Ordinal);
        return Good.Replace(old, replacement, StringComparison.Ordinal);
    }
}
