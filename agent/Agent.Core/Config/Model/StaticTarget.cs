namespace Sonde.Agent.Core.Config;

/// <summary>One address of a job, with the labels of its group.</summary>
/// <param name="Address"><c>host:port</c> or <c>host</c>, as written (<c>__address__</c>).</param>
/// <param name="Labels">Sorted by name. Holds <c>instance</c> only when the file sets it, or when the agent replaced a loopback address by the id of its FC instance.</param>
public sealed record StaticTarget(string Address, EquatableArray<LabelPair> Labels);
