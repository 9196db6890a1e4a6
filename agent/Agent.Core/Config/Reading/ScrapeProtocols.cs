namespace Sonde.Agent.Core.Config.Reading;

/// <summary>Reads <c>scrape_protocols</c> and what belongs to it.</summary>
internal static class ScrapeProtocols
{
    private const string Protobuf = "PrometheusProto";
    private const string NoProtobuf = "is not supported: the agent does not read native histograms, which are all that protobuf would add; leave it out.";

    /// <summary>The list; null where the section has none.</summary>
    public static EquatableArray<ScrapeProtocol>? Read(Section section)
    {
        List<ScrapeProtocol> protocols = [];
        foreach (var item in section.Texts("scrape_protocols"))
        {
            if (Find(item.Value) is not { } protocol)
                section.Faults.Add(item.Place, item.Path, FaultOf(item.Value));
            else if (protocols.Contains(protocol))
                section.Faults.Add(item.Place, item.Path, $"is \"{item.Raw}\" for the second time.");
            else
                protocols.Add(protocol);
        }

        return section.Has("scrape_protocols") ? protocols.ToEquatableArray() : null;
    }

    /// <summary>The format of pages that do not say theirs; null where the section does not say it either.</summary>
    public static ScrapeProtocol? ReadFallback(Section section)
    {
        const string Key = "fallback_scrape_protocol";
        if (section.Text(Key) is not { Length: > 0 } name)
            return null;
        if (Find(name) is { } protocol)
            return protocol;

        section.Fault(Key, FaultOf(name));
        return null;
    }

    /// <summary>Names leave as the page has them; Prometheus' other ways with them are refused.</summary>
    public static void RefuseOtherNames(Section section)
    {
        Only(section, "metric_name_validation_scheme", "utf8");
        Only(section, "metric_name_escaping_scheme", "allow-utf-8");
    }

    private static void Only(Section section, string key, string allowed)
    {
        if (section.Text(key) is { Length: > 0 } value && value != allowed)
            section.Fault(key, $"is {section.Shown(key)}; expected {allowed}: names are sent as the page has them.");
    }

    private static ScrapeProtocol? Find(string name) => ScrapeProtocol.All.FirstOrDefault(protocol => protocol.Name == name);

    private static string FaultOf(string name) => name == Protobuf ? NoProtobuf
        : $"is \"{name}\"; expected one of {string.Join(", ", ScrapeProtocol.All.Select(protocol => protocol.Name))}.";
}
