namespace Sonde.Agent.Core.Series;

/// <summary>What OpenMetrics tells of a series besides its value, as of the last scrapes.</summary>
internal sealed class PointState
{
    /// <summary>Shared by the series of one metric; null for types that do not count.</summary>
    public StartTime? Start { get; set; }

    /// <summary>True for a line that is no series of its own: its value is the start time.</summary>
    public bool IsStart { get; init; }

    /// <summary>The last exemplar as the page has it: the same one again is no news.</summary>
    public byte[] RawExemplar { get; set; } = [];

    /// <summary>What the last sample had, to be shared by the next.</summary>
    public SampleDetail? Last { get; set; }
}
