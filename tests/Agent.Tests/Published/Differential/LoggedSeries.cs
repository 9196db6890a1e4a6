using Sonde.Testing.RemoteWrite;

namespace Sonde.Agent.Tests.Published.Differential;

/// <summary>One series as it arrived over time.</summary>
internal sealed record LoggedSeries(string Name)
{
    public List<WrittenSample> Samples { get; init; } = [];

    public List<WrittenExemplar> Exemplars { get; init; } = [];

    /// <summary>The last that came with it.</summary>
    public WrittenMetadata? Metadata { get; set; }

    public LoggedSeries Copy() => this with { Samples = [.. Samples], Exemplars = [.. Exemplars] };
}
