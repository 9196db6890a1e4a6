namespace Sonde.Agent.Core.Config;

/// <summary>A parameter of the scrape URL, with one or more values (<c>params</c>).</summary>
public sealed record QueryParameter(string Name, EquatableArray<string> Values);
