namespace Sonde.Agent.Machine;

/// <summary>One series of a control group, and where its value stands.</summary>
/// <param name="Name">Metric name, in base units.</param>
/// <param name="File">File of the group.</param>
/// <param name="Key">First word of the line that holds the value; null: the file is the value.</param>
/// <param name="Unit">What one of the kernel's units is in ours.</param>
internal sealed record CgroupFigure(string Name, string File, string? Key, double Unit)
{
    /// <summary>Where to find what is to be taken off the value: key of <c>memory.stat</c>.</summary>
    public string? Less { get; init; }
}
