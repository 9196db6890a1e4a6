namespace Sonde.Agent.Core.Config.Reading;

/// <summary>Reads <c>sonde.machine</c>.</summary>
internal static class MachineSection
{
    public const string Key = "machine";

    public static MachineOptions Read(Section? section)
    {
        var defaults = new MachineOptions();
        if (section is null)
            return defaults;

        var options = new MachineOptions
        {
            Cgroup = section.Flag("cgroup") ?? defaults.Cgroup,
            Gpu = section.Flag("gpu") ?? defaults.Gpu,
        };
        section.Close();
        return options;
    }
}
