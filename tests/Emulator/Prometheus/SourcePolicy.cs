using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sonde.Emulator.Prometheus;

/// <summary>Sources that need no credentials: CIDRs one per line, or <c>{"SourceIp":[],"SourceVpc":[]}</c> (arms.md 3). No CIDR at all admits every source.</summary>
internal static class SourcePolicy
{
    public static bool Admits(string policy, IPAddress? source)
    {
        var networks = Entries(policy).Select(Network).ToList();
        return networks.Count == 0 || (source is not null && networks.Exists(network => network?.Contains(Plain(source)) == true));
    }

    /// <summary>The first entry that is no address and no CIDR; null when all are.</summary>
    public static string? Wrong(string policy) => Entries(policy).FirstOrDefault(entry => Network(entry) is null);

    private static IEnumerable<string> Entries(string policy)
    {
        if (!policy.TrimStart().StartsWith('{'))
            return policy.Split(['\n', '\r', ',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        try
        {
            return JsonNode.Parse(policy)?["SourceIp"] is JsonArray sources ? sources.Select(source => source?.ToString() ?? "") : [];
        }
        catch (JsonException)
        {
            return [policy];
        }
    }

    private static IPNetwork? Network(string entry)
    {
        if (IPNetwork.TryParse(entry, out var network))
            return network;
        return IPAddress.TryParse(entry, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8) : null;
    }

    /// <summary>An IPv4 source that came over an IPv6 socket is an IPv4 source.</summary>
    private static IPAddress Plain(IPAddress source) => source.IsIPv4MappedToIPv6 ? source.MapToIPv4() : source;
}
