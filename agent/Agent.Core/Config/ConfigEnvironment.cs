namespace Sonde.Agent.Core.Config;

/// <summary>What a config may ask of its surroundings.</summary>
/// <param name="Variable">Value of an environment variable, or null when it is not set.</param>
/// <param name="InstanceId">Id of the Function Compute instance; null outside. With it, targets on a loopback or wildcard address get it as <c>instance</c>.</param>
public sealed record ConfigEnvironment(Func<string, string?> Variable, string? InstanceId = null)
{
    /// <summary>Name of the variable that Function Compute sets to the id of the instance.</summary>
    public const string InstanceIdVariable = "FC_INSTANCE_ID";

    /// <summary>The environment of this process.</summary>
    public static ConfigEnvironment OfProcess() => Of(Environment.GetEnvironmentVariable);

    /// <summary>The environment that a lookup tells of.</summary>
    public static ConfigEnvironment Of(Func<string, string?> variable) =>
        new(variable, variable(InstanceIdVariable) is { Length: > 0 } id ? id : null);

    /// <summary>Every variable is set, to the placeholder that names it: for who checks a config that another process will run.</summary>
    public static ConfigEnvironment Placeholders { get; } = new(name => $"${{env:{name}}}");
}
