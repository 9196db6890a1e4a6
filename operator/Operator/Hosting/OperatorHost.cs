using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Console;
using OpenTelemetry.Metrics;
using Sonde.Operator.Artifacts;
using Sonde.Operator.Cloud;
using Sonde.Operator.Kube;

namespace Sonde.Operator.Hosting;

/// <summary>The running program: controllers, and three pages for those who look after it.</summary>
internal static class OperatorHost
{
    private const string MetersOfOurs = "Sonde.*";

    private static readonly double[] s_boundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

    /// <summary>Runs until the token fires or the process is told to stop.</summary>
    public static async Task RunAsync(OperatorOptions options, CancellationToken cancellation)
    {
        var release = AgentRelease.Load(options.AgentDirectory);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(options.Listen);
        AddLogging(builder.Logging, options.LogLevel);
        using var kubernetes = KubernetesClientFactory.Create(options.Kubeconfig);
        builder.Services.AddKube(kubernetes, new()
        {
            Namespace = options.Namespace,
            Lease = options.LeaseNamespace is { } lease ? new() { Namespace = lease } : null,
        });
        builder.Services.AddAlibabaCloud();
        builder.Services.AddSonde(release, options.Workers);
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddMeter(MetersOfOurs).AddView(InSeconds).AddPrometheusExporter());

        await using var app = builder.Build();
        app.MapPrometheusScrapingEndpoint();
        app.MapGet("/healthz", (KubeHealth health) => Answer(health.StuckLoops, "stuck"));
        app.MapGet("/readyz", (KubeHealth health) => Answer(health.UnsyncedKinds, "not yet listed"));
        await app.StartAsync(cancellation);
        app.Logger.Serving(string.Join(", ", app.Urls), release.Version);
        await app.WaitForShutdownAsync(cancellation);
    }

    /// <summary>The exporter's own boundaries are meant for milliseconds.</summary>
    private static MetricStreamConfiguration? InSeconds(Instrument instrument) =>
        instrument is Histogram<double> { Unit: "s" } ? new ExplicitBucketHistogramConfiguration { Boundaries = s_boundaries } : null;

    private static IResult Answer(IReadOnlyList<string> faults, string what) =>
        faults.Count == 0 ? Results.Text("ok\n") : Results.Text($"{what}: {string.Join(", ", faults)}\n", statusCode: StatusCodes.Status503ServiceUnavailable);

    private static void AddLogging(ILoggingBuilder logging, LogLevel level)
    {
        logging.ClearProviders().SetMinimumLevel(level).AddFilter("Microsoft", LogLevel.Warning).AddFilter("System.Net.Http", LogLevel.Warning);
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
            console.UseUtcTimestamp = true;
            console.ColorBehavior = LoggerColorBehavior.Disabled;
        });
    }
}
