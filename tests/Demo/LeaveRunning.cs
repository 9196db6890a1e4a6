using Spectre.Console;

namespace Sonde.Demo;

/// <summary>KEEP=1: says where everything is and waits.</summary>
internal static class LeaveRunning
{
    /// <summary>Columns where no terminal says how many there are: no line of a table is folded in a log.</summary>
    public const int WidthOfFile = 240;

    public static async Task UntilStoppedAsync(World world, IAnsiConsole console, TimeProvider clock, CancellationToken cancellation)
    {
        console.WriteLine();
        console.WriteLine("Everything is left running. In another terminal:");
        console.WriteLine($"  export KUBECONFIG={world.ApiServer.KubeconfigPath}");
        console.WriteLine("  kubectl get sonde -A");
        console.WriteLine("  kubectl describe llmfn -n llm qwen3-vllm");
        console.WriteLine($"Prometheus        {world.Prometheus.Url}");
        console.WriteLine($"Alibaba Cloud     {world.CloudUrl} (inventory {world.CloudUrl}/_emulator/inventory, journal {world.CloudUrl}/_emulator/journal)");
        console.WriteLine($"operator          {world.OperatorUrl}/metrics");
        console.WriteLine("Ctrl-C stops and removes it all.");
        await Task.Delay(Timeout.InfiniteTimeSpan, clock, cancellation);
    }
}
