namespace Sonde.Agent.Core.Exposition;

/// <summary>How a page is written.</summary>
internal enum PageFormat
{
    /// <summary>The text format, 0.0.4 or 1.0.0.</summary>
    Text,

    /// <summary>OpenMetrics text, 0.0.1 or 1.0.0.</summary>
    OpenMetrics,
}
