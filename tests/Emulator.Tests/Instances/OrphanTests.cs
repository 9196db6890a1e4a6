using Sonde.Emulator.Instances;
using Sonde.Emulator.Instances.Sandbox;
using Sonde.Testing;
using Sonde.Testing.Processes;

namespace Sonde.Emulator.Tests.Instances;

public sealed class OrphanTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_process_of_a_sandbox_outlives_the_kill_of_the_one_that_started_it()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in (string[])["out", "programs"])
            Directory.CreateDirectory(folder.File(name));
        var tools = InstanceTools.Find(new InstanceOptions());
        var plan = new SandboxPlan(
            "c-1", folder.File("run"), folder.File("out"), folder.File("programs"), [], new Dictionary<string, string>(StringComparer.Ordinal),
            ["/bin/sh", "-c", "setsid sleep 1000 & exec sleep 1000"], [], 9000, []);
        Directory.CreateDirectory(plan.RunDirectory);
        EtcFiles.Write(plan);
        folder.Write("run/start.sh", StartScript.Start(plan, tools.Socat));

        // A shell starts the sandbox as the emulator does, and is killed alone, without its children.
        var line = string.Join(' ', SandboxCommand.Arguments(plan, tools).Select(word => $"'{word}'"));
        await using var parent = ChildProcess.Start(new ChildProcessStart("/bin/sh", ["-c", $"{tools.Bubblewrap} {line} & wait"]));
        var processes = await Eventually.FoundAsync("the sandbox runs", TimeSpan.FromSeconds(20), _ => Task.FromResult(Descendants(parent.Id)), Cancellation);

        parent.Send(UnixSignal.Kill);

        await Eventually.TrueAsync("all are gone", TimeSpan.FromSeconds(20), () => !processes.Any(id => Directory.Exists($"/proc/{id}")), Cancellation);
    }

    // bubblewrap, its first process inside, two sleeps and a relay.
    private static List<int>? Descendants(int parent)
    {
        var all = new ProcessTree(parent).List().Select(process => process.Id).Where(id => id != parent).ToList();
        return all.Count >= 5 ? all : null;
    }
}
