namespace Sonde.Agent.Core.Config.Reading;

/// <summary>Reads <c>sonde.spool</c>.</summary>
internal static class SpoolSection
{
    private static readonly SpoolOptions s_defaults = new() { Directory = "" };

    public static SpoolOptions? Read(Section section)
    {
        var directory = section.Text("directory") ?? "";
        var options = s_defaults with
        {
            Directory = directory,
            MaxBytes = section.Size("max_bytes") ?? s_defaults.MaxBytes,
            MaxAge = section.PrometheusDuration("max_age") ?? s_defaults.MaxAge,
        };
        section.Close();
        if (directory.Length == 0)
            section.Fault("directory", "is required: an absolute path such as /tmp/sonde-spool.");
        else if (!Path.IsPathRooted(directory))
            section.Fault("directory", $"is {section.Shown("directory")}; expected an absolute path such as /tmp/sonde-spool.");
        if (options.MaxBytes < SpoolOptions.LeastBytes)
            section.Fault("max_bytes", $"is {section.Shown("max_bytes")}; expected at least {SpoolOptions.LeastBytes >> 20}MB.");
        return options;
    }
}
