using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;

namespace Sonde.Benchmarks.Proxy;

/// <summary>Many callers at once, each of which reads a stream of events and notes how old each event is when it arrives.</summary>
internal static class StreamLoad
{
    private const string Event = "data: ";

    /// <summary>Ages of all events in microseconds, sorted.</summary>
    public static async Task<double[]> RunAsync(int port, int callers, CancellationToken cancellation)
    {
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = callers });
        var ages = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => ReadAsync(client, port, cancellation)));
        return [.. ages.SelectMany(static all => all).Order()];
    }

    /// <summary>The value below which this share of all is.</summary>
    public static double Quantile(double[] sorted, double share) => sorted[(int)Math.Min(sorted.Length - 1, sorted.Length * share)];

    private static async Task<List<double>> ReadAsync(HttpClient client, int port, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"http://127.0.0.1:{port}/v1/chat/completions")) { Content = new StringContent("{}", MediaTypeHeaderValue.Parse("application/json")) };
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        using StreamReader reader = new(await answer.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(cancellation));
        List<double> ages = [];
        while (await reader.ReadLineAsync(cancellation) is { } line)
        {
            if (line.StartsWith(Event, StringComparison.Ordinal))
                ages.Add(Stopwatch.GetElapsedTime(long.Parse(line.AsSpan(Event.Length), NumberStyles.None, CultureInfo.InvariantCulture)).TotalMicroseconds);
        }

        return ages;
    }
}
