namespace Sonde.Agent.Tests;

/// <summary>Tests that move a clock under running loops: one at a time, for only then an idle thread pool says that the loops wait.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class ClockCollection;
