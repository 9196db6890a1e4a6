namespace Sonde.Agent.Core.Exposition;

/// <summary>How strict the text of labels is.</summary>
internal enum LabelStyle
{
    /// <summary>Of a sample in the text format: as in Prometheus, a comma may be missing.</summary>
    Text,

    /// <summary>Of a sample in OpenMetrics.</summary>
    OpenMetrics,

    /// <summary>Of an exemplar: no metric name; of a label that comes twice the first counts.</summary>
    Exemplar,
}
