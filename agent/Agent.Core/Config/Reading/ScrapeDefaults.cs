namespace Sonde.Agent.Core.Config.Reading;

/// <summary>What <c>global</c> gives to every job that does not say otherwise.</summary>
internal sealed record ScrapeDefaults
{
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Null: 10 s, or the job's interval when that is shorter.</summary>
    public TimeSpan? Timeout { get; init; }

    public long SampleLimit { get; init; }

    public long LabelLimit { get; init; }

    public long LabelNameLengthLimit { get; init; }

    public long LabelValueLengthLimit { get; init; }

    public long TargetLimit { get; init; }

    public long BodySizeLimit { get; init; }

    public bool ExtraScrapeMetrics { get; init; }

    public EquatableArray<ScrapeProtocol> ScrapeProtocols { get; init; } = [];

    public EquatableArray<LabelPair> ExternalLabels { get; init; } = [];

    /// <summary>Reads <c>global</c>; the section may be absent.</summary>
    public static ScrapeDefaults Read(Section? global)
    {
        var defaults = new ScrapeDefaults();
        if (global is null)
            return defaults;

        defaults = new ScrapeDefaults
        {
            Interval = global.PrometheusDuration("scrape_interval") ?? defaults.Interval,
            Timeout = global.PrometheusDuration("scrape_timeout"),
            SampleLimit = global.Count("sample_limit") ?? 0,
            LabelLimit = global.Count("label_limit") ?? 0,
            LabelNameLengthLimit = global.Count("label_name_length_limit") ?? 0,
            LabelValueLengthLimit = global.Count("label_value_length_limit") ?? 0,
            TargetLimit = global.Count("target_limit") ?? 0,
            BodySizeLimit = global.Size("body_size_limit") ?? 0,
            ExtraScrapeMetrics = global.Flag("extra_scrape_metrics") ?? false,
            ScrapeProtocols = Reading.ScrapeProtocols.Read(global) ?? [],
            ExternalLabels = Labels.Read(global.Child("external_labels")),
        };
        if (defaults.Timeout > defaults.Interval)
            global.Fault("scrape_timeout", $"is longer than the scrape_interval of {Durations.Write(defaults.Interval)}.");
        Reading.ScrapeProtocols.RefuseOtherNames(global);
        global.Ignore("evaluation_interval", "the agent evaluates no rules.");
        global.Ignore("keep_dropped_targets", "the agent keeps no dropped targets.");
        global.Close();
        return defaults;
    }
}
