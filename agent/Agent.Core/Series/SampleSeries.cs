using Sonde.Agent.Core.Exposition;

namespace Sonde.Agent.Core.Series;

/// <summary>One series of one target: its labels as they leave, and what the last scrapes saw of it.</summary>
/// <remarks>The identity is the object: a target never holds two with the same labels.</remarks>
/// <param name="labels">As <see cref="LabelCodec"/> writes them.</param>
internal sealed class SampleSeries(byte[] labels)
{
    /// <summary>What a sample of this series weighs in a queue, in bytes: its labels, and value with timestamp.</summary>
    public int Weight => Labels.Length + 24;

    public byte[] Labels { get; } = labels;

    /// <summary>What the page says of it; null where it says nothing.</summary>
    public MetricFamily? Family { get; set; }

    /// <summary>What pages of OpenMetrics tell besides; null for other pages.</summary>
    public PointState? Point { get; set; }

    /// <summary>Value of <see cref="SeenInScrape"/> before the first scrape that has it.</summary>
    public const int NeverSeen = -1;

    /// <summary>Number of the scrape that last had it; tells duplicates within a page and series that vanished.</summary>
    public int SeenInScrape { get; set; } = NeverSeen;

    /// <summary>Newest timestamp of the page's own that was kept, in milliseconds; the next must be later.</summary>
    public long LastOwnTimestamp { get; set; } = long.MinValue;

    /// <summary>The labels as a destination with rules of its own sends them; computed once, by the sender of that destination.</summary>
    public OutgoingVariants Variants;
}
