namespace Sonde.Agent.Core.Config.Reading;

/// <summary>Reads <c>service.telemetry</c>: the log level is ours too, the rest is about the collector itself.</summary>
internal static class CollectorTelemetry
{
    private const string OwnForm = "the agent logs lines to stderr in its own form.";

    public static AgentLogLevel Level(Section? telemetry)
    {
        if (telemetry is null)
            return AgentLogLevel.Info;

        var level = AgentLogLevel.Info;
        if (telemetry.Child("logs") is { } logs)
        {
            level = logs.OneOf("level", "debug", "info", "warn", "error") switch
            {
                "debug" => AgentLogLevel.Debug,
                "warn" => AgentLogLevel.Warn,
                "error" => AgentLogLevel.Error,
                _ => AgentLogLevel.Info,
            };
            foreach (var key in (ReadOnlySpan<string>)["encoding", "development", "disable_caller", "disable_stacktrace", "output_paths", "error_output_paths", "sampling", "initial_fields", "processors"])
                logs.Ignore(key, OwnForm);
            logs.Close();
        }

        telemetry.Ignore("metrics", "the agent's own series go with the scraped ones.");
        telemetry.Ignore("traces", "the agent has no traces.");
        telemetry.Ignore("resource", "the agent has no resource.");
        telemetry.Close();
        return level;
    }
}
