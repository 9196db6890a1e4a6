using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Sonde.Agent.Core.Config.Reading;

/// <summary>Reads <c>sonde.proxy</c>.</summary>
internal static class ProxySection
{
    // Callers wait for it: beyond this it is a mistake.
    private static readonly TimeSpan s_longestPush = TimeSpan.FromSeconds(10);

    public static ProxyOptions Read(Section section)
    {
        var defaults = new ProxyOptions();
        var options = defaults with
        {
            Listen = Address(section, "listen", ProxyAddress.TryParseListen) ?? defaults.Listen,
            Engine = Address(section, "engine", ProxyAddress.TryParse) ?? defaults.Engine,
            PushWithin = section.PrometheusDuration("push_within", zeroAllowed: true) ?? defaults.PushWithin,
            HidePaths = HidePaths(section),
            PreStop = PreStop(section.Child("pre_stop")),
            ForwardInitialize = Initialize(section.Child("initialize")),
        };
        section.Close();
        if (ProxyAddress.Clash(options.Listen, options.Engine))
            section.Fault("engine", $"has port {options.Engine.Port}, which the agent listens on; the engine needs a port of its own.");
        if (options.PushWithin > s_longestPush)
            section.Fault("push_within", $"is {section.Shown("push_within")}; expected at most {s_longestPush.TotalSeconds:0}s, since callers wait for it.");
        return options;
    }

    private delegate bool Parse(string text, [NotNullWhen(true)] out IPEndPoint? address);

    private static IPEndPoint? Address(Section section, string key, Parse tryParse)
    {
        if (section.Text(key) is not { } text)
            return null;
        if (tryParse(text, out var address))
            return address;
        section.Fault(key, $"is {section.Shown(key)}; expected {ProxyAddress.Form}.");
        return null;
    }

    private static EquatableArray<string>? HidePaths(Section section)
    {
        const string Key = "hide_paths";
        if (!section.Has(Key))
        {
            section.Know(Key);
            return null;
        }

        var paths = section.Texts(Key).ToList();
        foreach (var path in paths.Where(path => path.Value is not ['/', _, ..]))
            section.Faults.Add(path.Place, path.Path, $"is \"{path.Raw}\"; expected a path such as /metrics.");
        return paths.Select(path => path.Value).ToEquatableArray();
    }

    private static PreStopOptions PreStop(Section? section)
    {
        var defaults = new PreStopOptions();
        if (section is null)
            return defaults;
        var options = new PreStopOptions
        {
            Timeout = section.PrometheusDuration("timeout") ?? defaults.Timeout,
            Forward = section.Flag("forward") ?? defaults.Forward,
        };
        section.Close();
        return options;
    }

    private static bool Initialize(Section? section)
    {
        var forward = section?.Flag("forward") ?? false;
        section?.Close();
        return forward;
    }
}
