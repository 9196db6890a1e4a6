using System.Buffers;
using System.Globalization;
using System.Net;

namespace Sonde.Agent.Core.Config.Reading;

/// <summary>Reads <c>static_configs</c> and gives a target its identity.</summary>
/// <param name="instanceId">The id of this FC instance: every instance has the same <c>0.0.0.0:9000</c>, so such an address tells nobody apart and is replaced.</param>
internal sealed class StaticTargets(string? instanceId)
{
    private const string Instance = "instance";
    private static readonly SearchValues<char> s_notInAddress = SearchValues.Create("/ @?#\t\r\n");

    public EquatableArray<StaticTarget> Read(Section job)
    {
        var all = new List<StaticTarget>();
        foreach (var group in job.Children("static_configs"))
        {
            var addresses = group.Texts("targets").ToList();
            var labels = Labels.Read(group.Child("labels"));
            group.Close();
            foreach (var address in addresses)
            {
                if (IsAddress(address.Value))
                    all.Add(new StaticTarget(address.Value, WithIdentity(address.Value, labels)));
                else
                    job.Faults.Add(address.Place, address.Path, $"is \"{address.Raw}\"; expected host or host:port, without scheme or path.");
            }
        }

        if (all.Count == 0 && !job.Has("static_configs"))
            job.Fault("static_configs", "is required: a list of {targets: [host:port], labels: {…}}.");
        return all.ToEquatableArray();
    }

    private EquatableArray<LabelPair> WithIdentity(string address, EquatableArray<LabelPair> labels) =>
        instanceId is null || labels.Any(label => label.Name == Instance) || !IsHere(address)
            ? labels
            : Labels.Sorted(labels.Append(new LabelPair(Instance, instanceId)));

    private static bool IsHere(string address)
    {
        var host = HostOf(address).Trim('[', ']');
        return host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host, out var ip) && (IPAddress.IsLoopback(ip) || ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any)));
    }

    private static bool IsAddress(string address)
    {
        var host = HostOf(address);
        if (host.Length == 0 || address.AsSpan().ContainsAny(s_notInAddress))
            return false;
        if (host.Length == address.Length)
            return Uri.CheckHostName(host) != UriHostNameType.Unknown;
        return Uri.CheckHostName(host) != UriHostNameType.Unknown
            && int.TryParse(address.AsSpan(host.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535;
    }

    private static string HostOf(string address)
    {
        var end = address.StartsWith('[') ? address.IndexOf(']', StringComparison.Ordinal) + 1 : address.LastIndexOf(':');
        return end <= 0 ? address : address[..end];
    }
}
