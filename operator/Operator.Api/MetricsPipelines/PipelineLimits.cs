namespace Sonde.Operator.Api;

/// <summary>Bounds on what one instance may send.</summary>
public sealed record PipelineLimits
{
    /// <summary>Series of one instance at a time.</summary>
    [Bounds(10, 1000000)]
    public int? MaxSeries { get; set; }

    /// <summary>Samples of one scrape; a page with more counts as failed.</summary>
    [Bounds(10, 1000000)]
    public int? MaxSamplesPerScrape { get; set; }

    /// <summary>Characters of a label's value; a longer one fails the scrape.</summary>
    [Bounds(16, 8192)]
    public int? MaxLabelLength { get; set; }
}
