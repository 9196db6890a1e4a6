using System.Net;
using Sonde.Testing.Prometheus;

namespace Sonde.Demo;

/// <summary>The function without a provisioned instance, whose agent stands before the engine: it has CPU only while it answers.</summary>
internal sealed class FrozenFunction(Uri url, PrometheusServer prometheus, Cloud cloud, HttpClient http, TimeProvider clock)
{
    private const int Questions = 3;
    private const int MostQuestions = 8;

    // The agent pushes at the end of a request, once a second at most.
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1.2);
    private static readonly TimeSpan s_arrival = TimeSpan.FromSeconds(4);

    /// <summary>Sum of <c>usage.prompt_tokens</c> of its answers.</summary>
    public long TokensSent { get; private set; }

    /// <summary>The same sum as Prometheus tells it.</summary>
    public long TokensQueried { get; private set; } = -1;

    /// <summary>Requests that it took.</summary>
    public int Asked { get; private set; }

    /// <summary>What became of its instance after the last answer, as ListInstances tells it.</summary>
    public string State { get; private set; } = "";

    /// <summary>
    /// Asks until every answer is in the store. Nothing runs in the instance after an answer, so its figures came inside the request; on a busy machine a push may not
    /// be done within its 200 ms, and then goes on with the next request.
    /// </summary>
    public async Task AskAsync(CancellationToken cancellation)
    {
        var chat = new ChatClient(http);
        while (Asked < Questions || (TokensQueried != TokensSent && Asked < MostQuestions))
        {
            if (Asked > 0)
                await Task.Delay(s_pause, clock, cancellation);
            TokensSent += await chat.AskAsync(url, Quickstart.Model, "Are you awake?", cancellation);
            Asked++;
            if (Asked >= Questions)
                await ArriveAsync(cancellation);
        }

        State = await cloud.InstanceStateAsync(Quickstart.OnDemand, cancellation);
    }

    /// <summary>What a caller of the metrics page gets.</summary>
    public static async Task<HttpStatusCode> MetricsAsync(HttpClient http, Uri function, CancellationToken cancellation)
    {
        using var answer = await http.GetAsync(new Uri(function, "metrics"), cancellation);
        return answer.StatusCode;
    }

    private async Task ArriveAsync(CancellationToken cancellation)
    {
        for (var begun = clock.GetTimestamp(); ;)
        {
            TokensQueried = (long)(await prometheus.ValueAsync($$"""sum(vllm:prompt_tokens_total{function="{{Quickstart.OnDemand}}"})""", cancellation) ?? -1);
            if (TokensQueried == TokensSent || clock.GetElapsedTime(begun) > s_arrival)
                return;
            await Task.Delay(TimeSpan.FromMilliseconds(100), clock, cancellation);
        }
    }
}
