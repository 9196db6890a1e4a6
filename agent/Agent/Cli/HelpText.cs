namespace Sonde.Agent.Cli;

/// <summary>What <c>--help</c> prints.</summary>
internal static class HelpText
{
    public const string Text = """
        sonde-agent: scrapes the metrics of an inference engine and writes them to Prometheus.

        Usage:
          sonde-agent run   --config FILE [--config FILE]...   scrape and send until SIGTERM or SIGINT
          sonde-agent run   --config FILE [OPTIONS] -- COMMAND [ARG]...
                                                               start COMMAND first, then do so beside it
          sonde-agent check --config FILE [--config FILE]...   print "ok" and a summary, or every fault
          sonde-agent version                                  print the version
          sonde-agent --help                                   print this

        Options:
          -c, --config FILE   an OpenTelemetry Collector file (receivers.prometheus, exporters.prometheusremotewrite)
                              or a Prometheus file (scrape_configs, remote_write). Given more than once, later files
                              are merged over earlier ones: maps key by key, lists replaced.

          --proxy LISTEN=ENGINE
                              own the port LISTEN and pass every request on to ENGINE, such as
                              0.0.0.0:9000=127.0.0.1:19000; goes before sonde.proxy of the config

        With a COMMAND the agent is its parent: the engine starts whatever is wrong with the agent or its config,
        gets the signals, and its exit code is the agent's (128+n for signal n).

        Config values may name the environment: ${env:NAME}, ${env:NAME:-default}. A running agent looks at its
        files every 5 seconds and goes over to a new content between two scrapes; a broken one is not taken.

        Signals:
          SIGTERM, SIGINT     scrape once more, send what is queued (sonde.shutdown_timeout, 5s), end with 0;
                              with a COMMAND: scrape once more, hand the signal on, send, end with the engine
          SIGHUP              ignored; with a COMMAND handed on, as are SIGQUIT, SIGUSR1, SIGUSR2 and SIGWINCH

        Environment:
          FC_INSTANCE_ID      set by Function Compute: label "instance" of targets on a loopback or wildcard address
          PATH                where nvidia-smi is looked for, which tells the figures of GPUs
          SSL_CERT_FILE       PEM file of trusted authorities; else the system's, else ca-certificates.crt
                              beside the agent or its config

        Exit codes:
          0   done, or stopped as asked        2   wrong usage
          1   wrong or unreadable config       70  a fault of the agent itself
          126 COMMAND cannot be executed       127 COMMAND is not found

        """;
}
