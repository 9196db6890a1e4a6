namespace Sonde.Agent.Core.Config.Reading;

/// <summary>Reads our own top level key.</summary>
internal static class ExtrasSection
{
    public const string Key = "sonde";

    public static AgentExtras Read(Section file)
    {
        var defaults = new AgentExtras();
        if (file.Child(Key) is not { } section)
            return defaults;

        var extras = defaults with
        {
            ShutdownTimeout = section.PrometheusDuration("shutdown_timeout") ?? defaults.ShutdownTimeout,
            Machine = MachineSection.Read(section.Child(MachineSection.Key)),
            Proxy = section.Child("proxy") is { } proxy ? ProxySection.Read(proxy) : null,
            Spool = section.Child("spool") is { } spool ? SpoolSection.Read(spool) : null,
        };
        section.Close();
        return extras;
    }
}
