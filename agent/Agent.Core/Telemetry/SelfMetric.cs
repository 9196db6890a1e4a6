using Sonde.Agent.Core.Series;

namespace Sonde.Agent.Core.Telemetry;

/// <summary>One series that the agent tells of itself.</summary>
/// <param name="Name">Metric name.</param>
/// <param name="Labels">Labels beside those of the target that it is sent with.</param>
/// <param name="Read">Its value now.</param>
internal sealed record SelfMetric(string Name, Label[] Labels, Func<double> Read);
