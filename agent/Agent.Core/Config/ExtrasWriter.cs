using Sonde.Agent.Core.Config.Reading;

namespace Sonde.Agent.Core.Config;

/// <summary>Writes our own top level key. Settings that equal the reader's defaults are left out.</summary>
internal static class ExtrasWriter
{
    public static void Write(YamlText text, Func<string, string> escape, AgentExtras extras) => text.Under(ExtrasSection.Key, () =>
    {
        if (extras.ShutdownTimeout != new AgentExtras().ShutdownTimeout)
            text.Plain("shutdown_timeout", Durations.Write(extras.ShutdownTimeout));
        if (extras.Machine != new MachineOptions())
            text.Under(MachineSection.Key, () => Machine(text, extras.Machine));
        if (extras.Proxy is { } proxy)
            text.Under("proxy", () => Proxy(text, escape, proxy));
        if (extras.Spool is { } spool)
            text.Under("spool", () => Spool(text, escape, spool));
    });

    private static void Spool(YamlText text, Func<string, string> escape, SpoolOptions spool)
    {
        text.Quoted("directory", escape(spool.Directory));
        text.Plain("max_bytes", $"{spool.MaxBytes.ToString(System.Globalization.CultureInfo.InvariantCulture)}B");
        text.Plain("max_age", Durations.Write(spool.MaxAge));
    }

    private static void Machine(YamlText text, MachineOptions machine)
    {
        text.Plain("cgroup", machine.Cgroup ? "true" : "false");
        text.Plain("gpu", machine.Gpu ? "true" : "false");
    }

    private static void Proxy(YamlText text, Func<string, string> escape, ProxyOptions proxy)
    {
        var defaults = new ProxyOptions();
        // The two addresses are what a reader of the file looks for: written always.
        text.Quoted("listen", proxy.Listen.ToString());
        text.Quoted("engine", proxy.Engine.ToString());
        if (proxy.PushWithin != defaults.PushWithin)
            text.Plain("push_within", Durations.Write(proxy.PushWithin));
        if (proxy.HidePaths is { } paths)
            text.QuotedList("hide_paths", paths.Select(escape));
        if (proxy.PreStop != defaults.PreStop)
        {
            text.Under("pre_stop", () =>
            {
                text.Plain("timeout", Durations.Write(proxy.PreStop.Timeout));
                text.Plain("forward", proxy.PreStop.Forward ? "true" : "false");
            });
        }

        if (proxy.ForwardInitialize)
            text.Under("initialize", () => text.Plain("forward", "true"));
    }
}
