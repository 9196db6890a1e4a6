namespace Sonde.Agent.Cli;

/// <summary>What <c>--help</c> prints.</summary>
internal static class HelpText
{
    public const string Text = """
        sonde-agent: scrapes the metrics of an inference engine and writes them to Prometheus.

        Usage:
          sonde-agent run   --config FILE [--config FILE]...   scrape and send until SIGTERM or SIGINT
          sonde-agent check --config FILE [--config FILE]...   print "ok" and a summary, or every fault
          sonde-agent version                                  print the version
          sonde-agent --help                                   print this

        Options:
          -c, --config FILE   an OpenTelemetry Collector file (receivers.prometheus, exporters.prometheusremotewrite)
                              or a Prometheus file (scrape_configs, remote_write). Given more than once, later files
                              are merged over earlier ones: maps key by key, lists replaced.

        Config values may name the environment: ${env:NAME}, ${env:NAME:-default}. A running agent looks at its
        files every 5 seconds and goes over to a new content between two scrapes; a broken one is not taken.

        Signals:
          SIGTERM, SIGINT     scrape once more, send what is queued (sonde.shutdown_timeout, 5s), end with 0
          SIGHUP              ignored

        Environment:
          FC_INSTANCE_ID      set by Function Compute: label "instance" of targets on a loopback or wildcard address
          SSL_CERT_FILE       PEM file of trusted authorities; else the system's, else ca-certificates.crt
                              beside the agent or its config

        Exit codes:
          0   done, or stopped as asked        2   wrong usage
          1   wrong or unreadable config       70  a fault of the agent itself

        """;
}
