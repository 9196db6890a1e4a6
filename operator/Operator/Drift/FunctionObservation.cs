using Sonde.Operator.Cloud.FunctionCompute;

namespace Sonde.Operator.Drift;

/// <summary>A function as it was found in the cloud, with what belongs to it.</summary>
internal sealed record FunctionObservation(Function Function, Trigger? Trigger, ProvisionStatus? Provision, ConcurrencyConfig? Concurrency);
