using System.Security.Cryptography;
using Sonde.Agent.Core.Config;

namespace Sonde.Agent.Running;

/// <summary>Stands in for the id of an instance where nobody gives one.</summary>
internal static class StartId
{
    /// <summary>An environment in which <c>${env:FC_INSTANCE_ID}</c> is always set: outside of Function Compute to a random id of this start. Addresses keep their own identity there.</summary>
    public static ConfigEnvironment WithStartId(this ConfigEnvironment environment)
    {
        if (environment.InstanceId is not null)
            return environment;

        var id = $"start-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
        return environment with { Variable = name => name == ConfigEnvironment.InstanceIdVariable ? id : environment.Variable(name) };
    }
}
