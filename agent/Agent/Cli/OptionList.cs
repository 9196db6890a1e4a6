namespace Sonde.Agent.Cli;

/// <summary>The options of <c>run</c> and <c>check</c>, as far as they could be understood.</summary>
/// <param name="Files">Of <c>--config</c>.</param>
/// <param name="Proxy">Of <c>--proxy</c>.</param>
/// <param name="Fault">The first thing that is wrong; null when nothing is.</param>
internal sealed record OptionList(IReadOnlyList<string> Files, ProxyRoute? Proxy, string? Fault)
{
    private const string Config = "--config";
    private const string ProxyOption = "--proxy";

    /// <summary>Reads the arguments after the verb.</summary>
    public static OptionList Read(IReadOnlyList<string> args)
    {
        var (verb, files) = (args[0], new List<string>());
        ProxyRoute? proxy = null;
        string? fault = null;
        for (var i = 1; i < args.Count; i++)
        {
            var known = (verb is "run" ? [Config, ProxyOption] : (string[])[Config]).FirstOrDefault(option => IsFor(option, args[i]));
            if (known is null)
            {
                fault ??= $"{args[i]} is not known; {verb} takes {Config} FILE{(verb is "run" ? $" and {ProxyOption} LISTEN=ENGINE" : "")}.";
                continue;
            }

            var value = args[i].StartsWith($"{known}=", StringComparison.Ordinal) ? args[i][(known.Length + 1)..] : args.ElementAtOrDefault(++i);
            if (string.IsNullOrEmpty(value))
                fault ??= known is Config ? $"{Config} needs a file." : $"{ProxyOption} needs LISTEN=ENGINE.";
            else if (known is Config)
                files.Add(value);
            else
                (proxy, fault) = ProxyRoute.Parse(value, out var wrong) is { } route ? (route, fault) : (proxy, fault ?? wrong);
        }

        return new OptionList(files, proxy, fault ?? (files.Count == 0 ? $"{verb} needs {Config} FILE." : null));
    }

    public Arguments.Run ToRun() => new(Files) { Proxy = Proxy };

    private static bool IsFor(string option, string arg) =>
        arg == option || arg.StartsWith($"{option}=", StringComparison.Ordinal) || (option is Config && arg is "-c");
}
