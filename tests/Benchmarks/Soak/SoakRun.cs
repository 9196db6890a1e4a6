using System.Globalization;
using Sonde.Benchmarks.Peers;
using Sonde.Testing;
using Sonde.Testing.Processes;

namespace Sonde.Benchmarks.Soak;

/// <summary>The agent for a long time under churn, with two receivers that fail now and then: its memory must not grow.</summary>
internal static class SoakRun
{
    private const double MostGrowth = 1.05;
    private const int Quarters = 4;
    private const int SecondsInMinute = 60;
    private static readonly TimeSpan s_longestStop = TimeSpan.FromSeconds(20);

    /// <returns>False: memory grew.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Fewer minutes than there are quarters.</exception>
    public static async Task<bool> RunAsync(int minutes, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(minutes, Quarters);
        using var folder = new TemporaryFolder();
        ChurnPage page = new();
        await using var server = await PageServer.StartAsync(page.Next, cancellation);
        await using var first = await CountingSink.StartAsync(cancellation);
        await using var second = await CountingSink.StartAsync(cancellation);
        await using var agent = ChildProcess.Start(new ChildProcessStart(Peer.AgentFile, "run", "--config", folder.Write("agent.yaml", Config(server, first, second))));

        Console.WriteLine($"{page.Series} series, {ChurnPage.New} of them new with every scrape, every second for {minutes} minutes");
        Console.WriteLine(SoakMinute.Head);
        List<SoakMinute> seen = [];
        while (seen.Count < minutes)
        {
            seen.Add(await MinuteAsync(agent, first, second, cancellation));
            Console.WriteLine(seen[^1].Line(seen.Count));
        }

        agent.Send(UnixSignal.Terminate);
        var code = await agent.WaitForExitAsync(s_longestStop, cancellation);
        return Judge(seen) && code == 0;
    }

    private static async Task<SoakMinute> MinuteAsync(ChildProcess agent, CountingSink first, CountingSink second, CancellationToken cancellation)
    {
        var (cpu, ofFirst, ofSecond, refused) = (CpuClock.Seconds(agent.Id), first.Samples, second.Samples, first.Refused + second.Refused);
        var rss = 0.0;
        using PeriodicTimer timer = new(TimeSpan.FromSeconds(1), TimeProvider.System);
        for (var at = 0; at < SecondsInMinute; at++)
        {
            // Ten seconds of a broken receiver, five of one that is asked too often; never both at a time.
            first.Status = at is >= 20 and < 30 ? 503 : 204;
            second.Status = at is >= 40 and < 45 ? 429 : 204;
            await timer.WaitForNextTickAsync(cancellation);
            if (agent.HasExited)
                throw new InvalidOperationException($"the agent ended with {agent.ExitCode}: {agent.LastLines()}");
            rss += ProcessMemory.Now(agent.Id) / SecondsInMinute;
        }

        return new(rss, CpuClock.Seconds(agent.Id) - cpu, first.Samples - ofFirst, second.Samples - ofSecond, first.Refused + second.Refused - refused);
    }

    private static bool Judge(List<SoakMinute> seen)
    {
        var size = seen.Count / Quarters;
        var (early, late) = (seen.Skip(size).Take(size).Average(minute => minute.Rss), seen.TakeLast(size).Average(minute => minute.Rss));
        var isFlat = late <= early * MostGrowth;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"second quarter {early:0.00} MB, last quarter {late:0.00} MB: {(late / early) - 1:+0.0%;-0.0%}, {(isFlat ? "flat" : $"more than the {MostGrowth - 1:0%} allowed")}"));
        return isFlat;
    }

    private static string Config(PageServer server, CountingSink first, CountingSink second) =>
        $$"""
        scrape_configs:
          - job_name: vllm
            scrape_interval: 1s
            scrape_timeout: 1s
            static_configs: [{targets: ["{{server.Target}}"]}]
        remote_write:
          - {name: first, url: "{{first.Url}}"}
          - {name: second, url: "{{second.Url}}", protobuf_message: io.prometheus.write.v2.Request, queue_config: {retry_on_http_429: true} }

        """;
}
