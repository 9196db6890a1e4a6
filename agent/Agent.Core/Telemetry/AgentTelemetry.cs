using System.Text;
using Sonde.Agent.Core.Http;
using Sonde.Agent.Core.RemoteWrite;
using Sonde.Agent.Core.Scrape;
using Sonde.Agent.Core.Series;
using Sonde.Agent.Core.Timing;

namespace Sonde.Agent.Core.Telemetry;

/// <summary>What the agent tells of itself. Nobody can scrape an agent inside a function instance, so it is sent along with the rest.</summary>
internal sealed class AgentTelemetry(ScrapeCounters scrapes, ThawWatch thaws, DateTimeOffset started)
{
    /// <summary>Which configuration runs and which agent: what the operator reads back. For each job.</summary>
    /// <param name="configHash">Hash of the configuration that runs.</param>
    public static IReadOnlyList<SelfMetric> Identity(string configHash) =>
    [
        new("sonde_agent_config_info", [new("hash", configHash)], static () => 1),
        new("sonde_agent_build_info", [new("version", ProductName.Version)], static () => 1),
    ];

    /// <summary>Counters of the whole process; sent with one target only, so that sums are right.</summary>
    public IReadOnlyList<SelfMetric> Counters(IReadOnlyList<Sender> senders) => [.. OfProcess(), .. senders.SelectMany(OfDestination)];

    private IEnumerable<SelfMetric> OfProcess()
    {
        yield return new("sonde_agent_start_time_seconds", [], () => started.ToUnixTimeMilliseconds() / 1000.0);
        yield return new("sonde_agent_thaws_total", [], () => thaws.Thaws);
        yield return new("sonde_agent_scrape_duplicates_total", [], () => scrapes.Duplicates);
        yield return new("sonde_agent_scrape_skipped_lines_total", [], () => scrapes.Skipped);
        yield return new("sonde_agent_scrape_bad_timestamps_total", [], () => scrapes.BadTimestamps);
        yield return new("sonde_agent_scrape_restored_names_total", [], () => scrapes.RestoredNames);
        foreach (var reason in Enum.GetValues<ScrapeFailure>())
            yield return new("sonde_agent_scrape_failures_total", [new("reason", SnakeCase(reason.ToString()))], () => scrapes.Failures(reason));
    }

    private static IEnumerable<SelfMetric> OfDestination(Sender sender)
    {
        Label destination = new("destination", sender.Counters.Name);
        yield return new("sonde_agent_samples_sent_total", [destination], () => sender.Counters.Sent);
        yield return new("sonde_agent_requests_total", [destination], () => sender.Counters.Requests);
        yield return new("sonde_agent_request_retries_total", [destination], () => sender.Counters.Retries);
        yield return new("sonde_agent_request_bytes_total", [destination], () => sender.Counters.Bytes);
        yield return new("sonde_agent_queue_samples", [destination], () => sender.QueuedSamples);
        yield return new("sonde_agent_queue_bytes", [destination], () => sender.QueuedBytes);
        if (sender.Spool is { } spool)
        {
            yield return new("sonde_agent_spool_samples", [destination], () => spool.Samples);
            yield return new("sonde_agent_spool_bytes", [destination], () => spool.Bytes);
        }

        foreach (var reason in Enum.GetValues<DropReason>().Where(reason => sender.Spool is not null || reason is not (DropReason.SpoolFull or DropReason.SpoolDamaged)))
            yield return new("sonde_agent_samples_dropped_total", [destination, new("reason", SnakeCase(reason.ToString()))], () => sender.Counters.Dropped(reason));
    }

    private static string SnakeCase(string name)
    {
        StringBuilder snake = new();
        foreach (var character in name)
        {
            if (char.IsAsciiLetterUpper(character) && snake.Length > 0)
                snake.Append('_');
            snake.Append(char.ToLowerInvariant(character));
        }

        return snake.ToString();
    }
}
