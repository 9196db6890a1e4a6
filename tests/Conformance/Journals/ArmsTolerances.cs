namespace Sonde.Conformance.Journals;

internal static class ArmsTolerances
{
    public static IReadOnlyList<Tolerance> All { get; } =
    [
        Of("page size", "Of GetAlertRules: the script asks for a small page; our clients ask for the largest.") with
        {
            Theirs = call => call.Without("Size"),
            Ours = call => call.Without("Size"),
        },
        Of("waiting", "A workspace is asked for until it runs.") with { Repeats = call => call.Operation == "GetGrafanaWorkspace" },
        Of("whole rule", "The script changes three members of an older alert rule; our clients say the rule as a whole, so that nothing of what somebody else set stays.") with
        {
            Ours = call => call.Operation == "UpdatePrometheusAlertRule" ? call.Without("Annotations", "Labels", "NotifyType", "Type") : call,
        },
    ];

    private static Tolerance Of(string name, string reason) => new("arms", name, reason);
}
