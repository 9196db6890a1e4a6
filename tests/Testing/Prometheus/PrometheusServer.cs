using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sonde.Testing.Processes;

namespace Sonde.Testing.Prometheus;

/// <summary>Debian's Prometheus on a free loopback port with the remote-write receiver on and an empty store of its own.</summary>
public sealed partial class PrometheusServer : IAsyncDisposable
{
    private static readonly TimeSpan s_startTime = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _data = new();
    private readonly HttpClient _http;
    private ChildProcess? _process;

    private PrometheusServer(HttpClient http) => _http = http;

    /// <summary>The address, without a closing slash: <c>http://127.0.0.1:PORT</c>.</summary>
    public string Url { get; private set; } = "";

    /// <summary>Where agents write to.</summary>
    public string RemoteWriteUrl => $"{Url}/api/v1/write";

    /// <summary>Starts a server that answers queries and takes writes.</summary>
    public static async Task<PrometheusServer> StartAsync(CancellationToken cancellation)
    {
        // The pool is the server's own, so that its connections end with it.
        var server = new PrometheusServer(new HttpClient(new SocketsHttpHandler(), disposeHandler: true));
        try
        {
            await server.LaunchAsync(cancellation);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>An instant query, now. A scalar comes as one sample without labels.</summary>
    /// <exception cref="InvalidOperationException">Prometheus refused the query; the message is its own.</exception>
    public async Task<IReadOnlyList<PrometheusSample>> QueryAsync(string promql, CancellationToken cancellation)
    {
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("query", promql)]);
        using var response = await _http.PostAsync($"{Url}/api/v1/query", form, cancellation);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellation);
        if (answer.GetProperty("status").GetString() != "success")
            throw new InvalidOperationException($"Prometheus refused '{promql}': {answer.GetProperty("error").GetString()}");

        var data = answer.GetProperty("data");
        return data.GetProperty("resultType").GetString() switch
        {
            "vector" => [.. data.GetProperty("result").EnumerateArray().Select(e => SampleOf(e.GetProperty("metric"), e.GetProperty("value")))],
            "scalar" => [SampleOf(metric: default, data.GetProperty("result"))],
            var other => throw new InvalidOperationException($"'{promql}' gives a {other}; ask for a vector or a scalar."),
        };
    }

    /// <summary>The one value that a query gives, or null when it gives none.</summary>
    /// <exception cref="InvalidOperationException">It gave more than one.</exception>
    public async Task<double?> ValueAsync(string promql, CancellationToken cancellation)
    {
        var samples = await QueryAsync(promql, cancellation);
        return samples.Count > 1
            ? throw new InvalidOperationException($"'{promql}' gives {samples.Count} series where one was meant.")
            : samples.Count == 1 ? samples[0].Value : null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _http.Dispose();
        _data.Dispose();
    }

    private async Task LaunchAsync(CancellationToken cancellation)
    {
        var program = await Tool.Prometheus.PathAsync(cancellation);
        // It scrapes nothing: what it knows was written to it.
        var config = _data.Write("prometheus.yml", "global: {scrape_interval: 1h}\n");
        _process = ChildProcess.Start(new ChildProcessStart(
            program,
            $"--config.file={config}",
            $"--storage.tsdb.path={_data.File("tsdb")}",
            "--web.listen-address=127.0.0.1:0",
            "--web.enable-remote-write-receiver"));
        var line = await _process.WaitForLineAsync("the address it listens on", l => ListeningOn().IsMatch(l), s_startTime, cancellation);
        Url = $"http://{ListeningOn().Match(line).Groups["address"].Value}";
        await Eventually.TrueAsync($"Prometheus at {Url} is ready", s_startTime, IsReadyAsync, cancellation);
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancellation)
    {
        using var response = await _http.GetAsync($"{Url}/-/ready", cancellation);
        return response.IsSuccessStatusCode;
    }

    private static PrometheusSample SampleOf(JsonElement metric, JsonElement value) => new(
        metric.ValueKind is JsonValueKind.Object
            ? metric.EnumerateObject().ToDictionary(l => l.Name, l => l.Value.GetString()!, StringComparer.Ordinal)
            : new Dictionary<string, string>(StringComparer.Ordinal),
        NumberOf(value[1].GetString()!),
        DateTimeOffset.UnixEpoch.AddSeconds(value[0].GetDouble()));

    private static double NumberOf(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };

    [GeneratedRegex("msg=\"?Listening on\"? address=(?<address>127\\.0\\.0\\.1:\\d+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ListeningOn();
}
