using System.Text.RegularExpressions;
using Sonde.Agent.Core.Config.Reading;

namespace Sonde.Agent.Core.Config;

/// <summary>Config → the collector's file that <see cref="AgentConfigReader"/> reads back as the same config.</summary>
public static partial class OtelConfigText
{
    /// <summary>The file as text. Equal configs give equal bytes.</summary>
    /// <param name="config">What to write. Destination names must be the collector's ids: <c>prometheusremotewrite</c> or <c>prometheusremotewrite/&lt;name&gt;</c>.</param>
    /// <param name="variables">
    /// Names that may stand as <c>${env:NAME}</c> in texts of the config and are kept as placeholders, so that no secret is in the file.
    /// Every other dollar sign is escaped: a text that a user chose cannot read another variable of the function.
    /// </param>
    /// <exception cref="ArgumentException">The config holds what the collector's file cannot say.</exception>
    public static string Write(AgentConfig config, IReadOnlySet<string> variables)
    {
        foreach (var to in config.RemoteWrites)
            RequireWritable(to);

        var text = new YamlText();
        var writer = new OtelConfigWriter(text, value => Escape(value, variables));
        writer.Write(config);
        return text.ToString();
    }

    /// <summary>The second file, which holds our own settings only (<c>sonde</c>): the collector would refuse them in the first.</summary>
    /// <param name="extras">What to write; settings that equal the defaults are left out.</param>
    public static string WriteExtras(AgentExtras extras)
    {
        var text = new YamlText();
        ExtrasWriter.Write(text, static value => Escape(value, new HashSet<string>()), extras);
        return text.ToString();
    }

    private static void RequireWritable(RemoteWriteDestination to)
    {
        if (Names.TypeOf(to.Name) != "prometheusremotewrite")
            throw new ArgumentException($"Destination {to.Name} must be named prometheusremotewrite or prometheusremotewrite/<name>.", nameof(to));
        if (!to.WriteRelabelRules.IsEmpty || !to.Retry.RetryOnTooManyRequests)
            throw new ArgumentException($"Destination {to.Name} has relabel rules or no retry of 429, which the collector's file cannot say.", nameof(to));
    }

    private static string Escape(string value, IReadOnlySet<string> variables) =>
        Dollar().Replace(value, match => match.Groups["name"] is { Success: true } name && variables.Contains(name.Value) ? match.Value : match.Value.Replace("$", "$$", StringComparison.Ordinal));

    [GeneratedRegex(@"\$\{env:(?<name>[a-zA-Z_][a-zA-Z0-9_]*)\}|\$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Dollar();
}
