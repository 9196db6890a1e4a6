using System.Globalization;
using Sonde.Engine.CommandLine;
using Sonde.Engine.Metrics;
using Sonde.Engine.Models;
using Sonde.Engine.Serving;

namespace Sonde.Engine;

/// <summary>Starts the stand-in as the engine would be started, and says everywhere that it is one.</summary>
internal static class StandIn
{
    /// <summary>Environment variable: seconds that loading the model takes, 0 by default.</summary>
    public const string LoadSecondsVariable = "SONDE_STANDIN_LOAD_SECONDS";

    /// <summary>What <c>/version</c> answers.</summary>
    public static string Version(EngineKind kind) => kind == EngineKind.Vllm ? "0.10.1-sonde-stand-in" : "0.5.9-sonde-stand-in";

    /// <summary>Runs until stopped.</summary>
    /// <param name="words">The command as typed: <c>vllm serve …</c> or <c>python3 -m sglang.launch_server …</c>.</param>
    /// <returns>Exit code: 0 stopped, 1 failed, 2 wrong usage.</returns>
    public static async Task<int> RunAsync(string[] words)
    {
        try
        {
            var options = Read(words);
            return await ServeAsync(options, ModelDirectory.Read(options.Model));
        }
        catch (UsageException wrong)
        {
            var (usage, program) = words.Length > 0 && words[0] == "vllm" ? (VllmCommandLine.Usage, "vllm serve") : (SglangCommandLine.Usage, "launch_server.py");
            await Console.Error.WriteLineAsync($"{usage}\n{program}: error: {wrong.Message}");
            return 2;
        }
        catch (Exception failed) when (failed is ModelException or IOException)
        {
            var kind = failed is ModelException ? "ValueError" : "OSError: [Errno 98]";
            await Console.Error.WriteLineAsync($"{kind}: {failed.Message}");
            return 1;
        }
    }

    private static EngineOptions Read(string[] words) => words switch
    {
        ["vllm", .. var rest] => VllmCommandLine.Read(rest),
        ["python3", "-m", "sglang.launch_server", .. var rest] => SglangCommandLine.Read(rest),
        ["python3", "-m", var module, ..] => throw new ModelException($"No module named {module} (this python3 is the Sonde engine stand-in: it knows only sglang.launch_server)"),
        ["python3", ..] => throw new ModelException("this python3 is the Sonde engine stand-in: it runs only '-m sglang.launch_server'"),
        _ => throw new UsageException("the stand-in is started as 'vllm …' or 'python3 -m sglang.launch_server …'"),
    };

    private static async Task<int> ServeAsync(EngineOptions options, ModelDirectory model)
    {
        var time = TimeProvider.System;
        var readiness = new Readiness();
        var startedAt = time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;
        var load = LoadTime();
        await Console.Error.WriteLineAsync(
            $"Sonde engine stand-in for {options.Kind} {Version(options.Kind)}: NOT the real engine, no model is run. Model {options.Model} ({model.Architecture}), port {options.Port}.");

        // The real vLLM opens its port only once the model is loaded; SGLang opens it before and answers 503.
        if (options.Kind == EngineKind.Vllm)
            await Task.Delay(load, time);

        IEngineMeters meters = options.Kind == EngineKind.Vllm ? new VllmMeters(options, startedAt) : new SglangMeters(options, options.ContextLength ?? model.ContextLength, startedAt);
        using var generation = new Generation(meters, Pace.FromEnvironment(), options.MostRunning, time);
        var server = new EngineServer(options, model, readiness, meters, new ChatWriter(generation, time), time);
        await using var app = Build(options);
        app.Run(server.HandleAsync);
        await app.StartAsync();
        await Console.Error.WriteLineAsync($"Uvicorn running on {app.Urls.First()}");
        if (options.Kind == EngineKind.Sglang)
            await Task.Delay(load, time);
        readiness.IsReady = true;
        await Console.Error.WriteLineAsync("Application startup complete.");
        await app.WaitForShutdownAsync();
        return 0;
    }

    private static WebApplication Build(EngineOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseSetting(WebHostDefaults.ServerUrlsKey, $"http://{options.Host}:{options.Port.ToString(CultureInfo.InvariantCulture)}");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        return builder.Build();
    }

    private static TimeSpan LoadTime() =>
        double.TryParse(Environment.GetEnvironmentVariable(LoadSecondsVariable), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds > 0
            ? TimeSpan.FromSeconds(seconds)
            : TimeSpan.Zero;
}
