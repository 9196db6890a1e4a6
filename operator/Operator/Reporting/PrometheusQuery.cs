using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Sonde.Operator.Reporting;

/// <summary>The HTTP API of Prometheus, <c>/api/v1/query</c>.</summary>
internal sealed class PrometheusQuery(HttpClient http) : IDataQuery
{
    private const int LongestAnswer = 8 << 20;

    public async Task<IReadOnlyList<DataSample>> QueryAsync(DataSource source, string promQl, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{source.BaseUrl.TrimEnd('/')}/api/v1/query")
        {
            Content = new FormUrlEncodedContent([new("query", promQl)]),
        };
        if (source.Authorization is { } authorization)
            request.Headers.Authorization = AuthenticationHeaderValue.Parse(authorization);

        try
        {
            using var response = await http.SendAsync(request, cancellation);
            if (!response.IsSuccessStatusCode)
                throw new DataQueryException($"{request.RequestUri!.Authority} answered {(int)response.StatusCode} to a query.");

            await response.Content.LoadIntoBufferAsync(LongestAnswer, cancellation);
            using var answer = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancellation), cancellationToken: cancellation);
            return Vector(answer.RootElement);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException
            || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new DataQueryException($"{request.RequestUri!.Authority} gave no usable answer to a query.", e);
        }
    }

    private static List<DataSample> Vector(JsonElement answer)
    {
        var samples = new List<DataSample>();
        foreach (var series in answer.GetProperty("data").GetProperty("result").EnumerateArray())
        {
            var labels = series.GetProperty("metric").EnumerateObject().ToDictionary(l => l.Name, l => l.Value.GetString() ?? "", StringComparer.Ordinal);
            var value = series.GetProperty("value")[1].GetString() ?? "NaN";
            samples.Add(new(labels, double.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture)));
        }

        return samples;
    }
}
