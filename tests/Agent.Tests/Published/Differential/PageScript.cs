namespace Sonde.Agent.Tests.Published.Differential;

/// <summary>One target: what it answers scrape by scrape, and the settings of its job.</summary>
/// <param name="Job">The job's name, and the path of the page.</param>
/// <param name="Frames">One a scrape; the last goes on.</param>
internal sealed record PageScript(string Job, IReadOnlyList<PageFrame> Frames)
{
    public const string Text = "text/plain; version=0.0.4; charset=utf-8";
    public const string OpenMetrics = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    public string ContentType { get; init; } = Text;

    /// <summary>Further keys of the job, one a line.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>Some samples have times of their own.</summary>
    public bool HasTimes => Frames.Any(frame => frame.Text.Contains('@'));

    public override string ToString() => Job;
}
