using Sonde.Operator.Cloud.FunctionCompute;

namespace Sonde.Operator.Desired;

/// <summary>The function's HTTP trigger.</summary>
/// <param name="Name">Name of the trigger; a function has one HTTP trigger per version.</param>
/// <param name="Config">What was declared of it; null members are not managed.</param>
internal sealed record DesiredTrigger(string Name, HttpTriggerConfig Config)
{
    /// <summary>The name that ours bears.</summary>
    public const string TheName = "http";
}
