using System.Text;

namespace Sonde.Emulator.Instances.Sandbox;

/// <summary>The few files below <c>/etc</c> that a sandbox has of its own.</summary>
internal static class EtcFiles
{
    public static IReadOnlyList<string> Names { get; } = ["hosts", "passwd", "group", "nsswitch.conf", "resolv.conf"];

    /// <summary>Writes them below the run directory.</summary>
    public static void Write(SandboxPlan plan)
    {
        var directory = Directory.CreateDirectory(Path.Combine(plan.RunDirectory, "etc")).FullName;
        var hosts = new StringBuilder($"127.0.0.1 localhost {plan.Name}\n");
        foreach (var endpoint in plan.Egress.Where(endpoint => endpoint.IsName).DistinctBy(endpoint => endpoint.Host, StringComparer.OrdinalIgnoreCase))
            hosts.Append(endpoint.Inside).Append(' ').Append(endpoint.Host).Append('\n');
        File.WriteAllText(Path.Combine(directory, "hosts"), hosts.ToString());
        File.WriteAllText(Path.Combine(directory, "passwd"), "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/usr/sbin/nologin\n");
        File.WriteAllText(Path.Combine(directory, "group"), "root:x:0:\nnogroup:x:65534:\n");
        File.WriteAllText(Path.Combine(directory, "nsswitch.conf"), "hosts: files\npasswd: files\ngroup: files\n");
        // No name server is reachable: names that are allowed stand in the hosts file.
        File.WriteAllText(Path.Combine(directory, "resolv.conf"), "");
    }
}
