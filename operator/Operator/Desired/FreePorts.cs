using System.Globalization;
using System.Text.RegularExpressions;
using Sonde.Operator.Api;
using Sonde.Operator.Engines;

namespace Sonde.Operator.Desired;

/// <summary>Ports inside an instance that nobody else uses, as far as the spec tells. By the spec alone: a change of the pipeline must not move an engine, which restarts it.</summary>
internal static partial class FreePorts
{
    private const int FirstOfEngines = 19000;
    private const int FirstOfSideListeners = 19500;

    /// <summary>Where an engine goes whose own port the agent takes.</summary>
    public static int ForEngine(LlmFunction function) => From(FirstOfEngines, function);

    /// <summary>Where an engine's side listener goes.</summary>
    public static int ForSideListener(LlmFunction function) => From(FirstOfSideListeners, function);

    private static int From(int first, LlmFunction function)
    {
        var used = Used(function);
        return Enumerable.Range(first, ushort.MaxValue - first).First(port => !used.Contains(port));
    }

    /// <summary>Any number that is written anywhere may be a port.</summary>
    private static HashSet<int> Used(LlmFunction function)
    {
        var spec = function.Spec;
        var texts = (spec.Container?.Command ?? []).Concat(spec.Container?.Args ?? []).Concat((spec.Env ?? []).Select(e => e.Value ?? ""));
        var used = texts.SelectMany(text => Number().Matches(text)).Select(m => int.Parse(m.ValueSpan, CultureInfo.InvariantCulture)).ToHashSet();
        used.Add(spec.Container?.Port ?? ContainerSpec.DefaultPort);
        foreach (var profile in new[] { spec.Engine is { } engine ? EngineProfiles.Find(engine) : null, EngineProfiles.Find(Engine.DCGM) })
        {
            if (profile?.Port is { } port)
                used.Add(port);
            if (profile?.Side is { } side)
                used.Add(side.Port);
        }

        return used;
    }

    [GeneratedRegex(@"(?<!\d)\d{1,5}(?!\d)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}
