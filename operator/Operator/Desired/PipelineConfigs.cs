using System.Text;
using Sonde.Agent.Core.Config;
using Sonde.Operator.Accounts;
using Sonde.Operator.Api;
using Sonde.Operator.Passes;

namespace Sonde.Operator.Desired;

/// <summary>Renders the configuration of each function of a pipeline, and has the agent's own reader judge it before anybody runs it.</summary>
internal static class PipelineConfigs
{
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="functions">Functions that name it.</param>
    /// <param name="account">Account of pipeline and functions.</param>
    /// <param name="destinations">Where their agents write.</param>
    /// <exception cref="ReconcileStopped">The agent would refuse a configuration.</exception>
    public static IReadOnlyList<RenderedConfig> Render(
        MetricsPipeline pipeline, IEnumerable<LlmFunction> functions, AccountAccess account, IReadOnlyList<PipelineDestination> destinations)
    {
        var layout = new ArtifactLayout(pipeline);
        return [.. functions.OrderBy(f => f.Metadata.Name, StringComparer.Ordinal).Select(f => Render(pipeline, f, account, destinations, layout))];
    }

    private static RenderedConfig Render(MetricsPipeline pipeline, LlmFunction function, AccountAccess account, IReadOnlyList<PipelineDestination> destinations, ArtifactLayout layout)
    {
        var text = AgentConfigs.Text(pipeline, function, FunctionIdentity.Of(function, account), destinations);
        var content = Encoding.UTF8.GetBytes(text);
        var key = layout.ConfigKey(function.Metadata.NamespaceProperty, function.Metadata.Name);
        var reading = AgentConfigReader.Read(new ConfigSource(key, content), ConfigEnvironment.Placeholders);
        return reading.Faults.Count == 0
            ? new(function.Metadata.Name, key, content, ConfigHash.Of(content))
            : throw new ReconcileStopped(new Kube.Outcome.Stalled(
                Reasons.InvalidConfig, $"The configuration of function {function.Metadata.Name} would be refused: {string.Join("; ", reading.Faults)}", NextLook: null));
    }
}
