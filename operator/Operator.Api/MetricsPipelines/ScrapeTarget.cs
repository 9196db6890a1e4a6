namespace Sonde.Operator.Api;

/// <summary>One metrics page of an instance.</summary>
[Rule("!has(self.engine) || self.engine != 'Custom' || (has(self.port) && has(self.path))", "engine Custom needs port and path")]
[Rule("!has(self.interval) || !has(self.timeout) || duration(self.timeout) <= duration(self.interval)", "timeout must not exceed interval")]
public sealed record ScrapeTarget
{
    /// <summary>Name of the target, unique in the pipeline.</summary>
    [Required, DnsLabel]
    public string Name { get; set; } = "";

    /// <summary>
    /// Engine whose profile gives port, path and the series worth keeping. An inference engine: applies to functions of that engine only. Custom, DCGM, Process: applies to every function.
    /// Absent: applies to every function, by that function's own engine.
    /// </summary>
    public Engine? Engine { get; set; }

    /// <summary>Port on loopback; the function's own port, else the engine's, when absent.</summary>
    [Bounds(1, 65535)]
    public int? Port { get; set; }

    /// <summary>Path of the page; the engine's when absent.</summary>
    [Length(255), Pattern("^/.*$")]
    public string? Path { get; set; }

    /// <summary>From the start of one scrape to the start of the next, while the instance has CPU; 1s to 10m. 15s when absent.</summary>
    [DurationBetween("1s", "10m")]
    public string? Interval { get; set; }

    /// <summary>How long a scrape may take, at most the interval; 500ms to 2m. 10s, or the interval if shorter, when absent.</summary>
    [DurationBetween("500ms", "2m")]
    public string? Timeout { get; set; }

    /// <summary>Series to keep: RE2 expressions over the whole name. The engine's profile when absent.</summary>
    [Items(64), SetList, ItemLength(256, Min = 1)]
    public List<string>? Keep { get; set; }

    /// <summary>Series to drop from what was kept: RE2 expressions over the whole name.</summary>
    [Items(64), SetList, ItemLength(256, Min = 1)]
    public List<string>? Drop { get; set; }

    /// <summary>Labels of every series of this target.</summary>
    [Entries(16, ValueLength = 128), Rule("self.all(k, k.matches('^[a-zA-Z_][a-zA-Z0-9_]*$'))", "label names must be Prometheus label names")]
    public Dictionary<string, string>? Labels { get; set; }
}
