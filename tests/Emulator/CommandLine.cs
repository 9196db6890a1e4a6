using System.CommandLine;
using System.Net;
using System.Runtime.InteropServices;
using System.Text.Json;
using Sonde.Emulator.Http;
using Sonde.Emulator.Limits;

namespace Sonde.Emulator;

/// <summary><c>sonde-emulator run …</c></summary>
internal static class CommandLine
{
    private static readonly Option<string> s_listen = new("--listen") { Description = "loopback address and port; port 0 takes a free one", DefaultValueFactory = _ => "127.0.0.1:0" };
    private static readonly Option<string?> s_prometheus = new("--prometheus") { Description = "base URL of the Prometheus behind every instance" };
    private static readonly Option<string> s_instances = new("--instances") { Description = "on runs function instances as sandboxed processes", DefaultValueFactory = _ => "off" };
    private static readonly Option<string[]> s_allow = new("--allow") { Description = "host:port that instances may reach beside the emulator; may be repeated", DefaultValueFactory = _ => [] };
    private static readonly Option<int> s_idleSeconds = new("--idle-seconds") { Description = "how long an on-demand instance stays without a request", DefaultValueFactory = _ => 180 };
    private static readonly Option<string?> s_seed = new("--seed") { Description = "JSON file with accounts, roles, buckets, objects" };
    private static readonly Option<string?> s_faults = new("--faults") { Description = "JSON file with fault rules" };
    private static readonly Option<string?> s_journal = new("--journal") { Description = "file that gets one line per request, secrets redacted" };
    private static readonly Option<string[]> s_limit = new("--limit") { Description = "SERVICE=QPS[/BURST] for each account, such as fc=100/200; may be repeated", DefaultValueFactory = _ => [] };
    private static readonly Option<bool> s_exitOnEof = new("--exit-on-stdin-eof") { Description = "stop when standard input ends" };

    public static Task<int> RunAsync(string[] args)
    {
        s_listen.Validators.Add(result =>
        {
            if (!IPEndPoint.TryParse(result.GetValueOrDefault<string>(), out _))
                result.AddError("--listen: not an address and port such as 127.0.0.1:0");
        });
        s_prometheus.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is { } url && !Uri.IsWellFormedUriString(url, UriKind.Absolute))
                result.AddError("--prometheus: not a URL such as http://127.0.0.1:9090");
        });
        s_limit.Validators.Add(result =>
        {
            foreach (var text in result.GetValueOrDefault<string[]>() ?? [])
            {
                if (LimitOf(text) is null)
                    result.AddError($"--limit: '{text}' is not SERVICE=QPS[/BURST], such as fc=100/200, of {string.Join(", ", Services.Limited)}");
            }
        });
        s_instances.AcceptOnlyFromAmong("on", "off");
        var run = new Command("run", "serve FC, OSS, ARMS and STS on one loopback port until SIGTERM") { s_listen, s_prometheus, s_instances, s_allow, s_idleSeconds, s_seed, s_faults, s_journal, s_limit, s_exitOnEof };
        run.SetAction(ServeAsync);
        return new RootCommand("Alibaba Cloud for tests: Function Compute 3.0, OSS, ARMS and STS on loopback") { run }.Parse(args).InvokeAsync();
    }

    private static async Task<int> ServeAsync(ParseResult parsed, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Stop(signal, stop));
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Stop(signal, stop));
        try
        {
            await using var server = await EmulatorServer.StartAsync(OptionsOf(parsed), stop.Token);
            await Console.Out.WriteLineAsync($"READY {server.Url.OriginalString}");
            var signal = Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop.Token);
            await Task.WhenAny(parsed.GetValue(s_exitOnEof) ? [signal, EndOfInputAsync(stop.Token)] : [signal]);
            return 0;
        }
        catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"sonde-emulator: {e.Message}");
            return 1;
        }
    }

    private static EmulatorOptions OptionsOf(ParseResult parsed) => new()
    {
        Listen = IPEndPoint.Parse(parsed.GetValue(s_listen)!),
        Prometheus = parsed.GetValue(s_prometheus) is { } prometheus ? new Uri(prometheus) : null,
        Instances = parsed.GetValue(s_instances) == "on",
        InstanceSettings = new() { Allow = parsed.GetValue(s_allow)!, IdleTimeout = TimeSpan.FromSeconds(parsed.GetValue(s_idleSeconds)) },
        SeedFile = parsed.GetValue(s_seed),
        FaultsFile = parsed.GetValue(s_faults),
        RateLimits = new Dictionary<string, RateLimit>(parsed.GetValue(s_limit)!.Select(text => LimitOf(text)!.Value)),
        JournalFile = parsed.GetValue(s_journal),
    };

    private static KeyValuePair<string, RateLimit>? LimitOf(string text) =>
        text.Split('=', 2) is [var service, var value] && Services.Limited.Contains(service) && RateLimit.Parse(value) is { } limit ? new(service, limit) : null;

    private static void Stop(PosixSignalContext signal, CancellationTokenSource stop)
    {
        signal.Cancel = true;
        stop.Cancel();
    }

    private static async Task EndOfInputAsync(CancellationToken cancellation)
    {
        await using var input = Console.OpenStandardInput();
        var buffer = new byte[1024];
        while (await input.ReadAsync(buffer, cancellation) > 0)
        {
            // What comes in is of no interest, only its end.
        }
    }
}
