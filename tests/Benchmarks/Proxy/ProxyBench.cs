using System.Globalization;
using System.Text.RegularExpressions;
using Sonde.Benchmarks.Peers;
using Sonde.Testing;
using Sonde.Testing.Processes;

namespace Sonde.Benchmarks.Proxy;

/// <summary>What the proxy costs: 64 streams at 20 events a second, direct and through the agent, in turns. Needs <c>make agent</c>.</summary>
internal static partial class ProxyBench
{
    private const int Callers = 64;
    private const int TokensPerSecond = 20;
    private const int Seconds = 10;
    private const int Rounds = 3;

    public static async Task RunAsync(CancellationToken cancellation)
    {
        await using var engine = await TokenEngine.StartAsync(TokensPerSecond * Seconds, TimeSpan.FromSeconds(1) / TokensPerSecond, cancellation);
        var program = RepositoryRoot.Combine("artifacts", "agent", "sonde-agent");
        await using var agent = ChildProcess.Start(new ChildProcessStart(program,
            "run", "--config", "/does/not/exist.yaml", "--proxy", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:0=127.0.0.1:{engine.Port}"), "--", "/bin/sh", "-c", "read line"));
        var line = await agent.WaitForLineAsync("the proxy", static text => PortOf().IsMatch(text), TimeSpan.FromSeconds(10), cancellation);
        var port = int.Parse(PortOf().Match(line).Groups["port"].Value, CultureInfo.InvariantCulture);

        // The first run of each warms up and does not count.
        await StreamLoad.RunAsync(engine.Port, Callers, cancellation);
        await StreamLoad.RunAsync(port, Callers, cancellation);
        Console.WriteLine($"{Callers} streams, {TokensPerSecond} events a second each, {Seconds} s a round");
        Console.WriteLine($"{"round",-7}{"direct p50",12}{"p99",9}{"proxy p50",12}{"p99",9}{"added p50",12}{"CPU/request",14}{"CPU/event",12}{"RSS",9}");
        for (var round = 1; round <= Rounds; round++)
            await RoundAsync(round, engine.Port, port, agent.Id, cancellation);
    }

    private static async Task RoundAsync(int round, int direct, int proxied, int agent, CancellationToken cancellation)
    {
        var straight = await StreamLoad.RunAsync(direct, Callers, cancellation);
        var before = CpuClock.Seconds(agent);
        var through = await StreamLoad.RunAsync(proxied, Callers, cancellation);
        var cpu = CpuClock.Seconds(agent) - before;
        var (p50, q50) = (StreamLoad.Quantile(straight, 0.5), StreamLoad.Quantile(through, 0.5));
        Console.WriteLine($"{round,-7}{p50,9:0} us{StreamLoad.Quantile(straight, 0.99),6:0} us{q50,9:0} us{StreamLoad.Quantile(through, 0.99),6:0} us{q50 - p50,9:0} us"
            + $"{cpu * 1000 / Callers,11:0.00} ms{cpu * 1e6 / through.Length,9:0} us{ProcessMemory.Now(agent),6:0} MB");
    }

    [GeneratedRegex("proxy: http://127.0.0.1:(?<port>[0-9]+) leads to", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PortOf();
}
