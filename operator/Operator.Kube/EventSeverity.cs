namespace Sonde.Operator.Kube;

/// <summary>Type of an Event; Kubernetes knows these two.</summary>
public enum EventSeverity
{
    /// <summary>Something went as it should.</summary>
    Normal,

    /// <summary>Something a person may have to look at.</summary>
    Warning,
}
