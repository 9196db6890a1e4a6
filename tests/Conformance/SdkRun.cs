namespace Sonde.Conformance;

/// <summary>One script of <c>Sdk</c> with its options, and how many steps it must report.</summary>
/// <param name="Package">The official package that makes the calls.</param>
/// <param name="Service">The service it speaks to, as the journal names it.</param>
public sealed record SdkRun(string Package, string Service, string Script, string Options, int Steps)
{
    /// <summary>Every script with a lasting key and with credentials of STS; every way that it knows to address the service.</summary>
    public static IReadOnlyList<SdkRun> All { get; } =
    [
        // The steps of the recordings, and those that came later.
        .. Twice("@alicloud/fc20230330", "fc", "fc.js", "", 44 + 6),
        .. Twice("@alicloud/openapi-core", "arms", "arms.js", "", 23 + 6),
        .. Twice("@alicloud/openapi-client", "arms", "arms.js", "--client", 23 + 6),
        .. Twice("ali-oss", "oss", "oss.js", "", 35 + 4),
        .. Twice("ali-oss", "oss", "oss.js", "--sld", 35 + 4),
        new("@alicloud/openapi-core", "sts", "sts.js", "", 6),
    ];

    /// <summary>Last part of the package's name: how the table of docs/emulator.md calls it.</summary>
    public string ShortName => Package.Split('/')[^1];

    /// <inheritdoc/>
    public override string ToString() => $"{Script} {Options}".TrimEnd();

    private static SdkRun[] Twice(string package, string service, string script, string options, int steps) =>
        [new(package, service, script, options, steps), new(package, service, script, $"{options} --sts".TrimStart(), steps)];
}
