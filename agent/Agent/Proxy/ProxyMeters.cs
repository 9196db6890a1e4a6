using System.Collections.Concurrent;
using System.Globalization;
using Sonde.Agent.Core.Series;
using Sonde.Agent.Core.Telemetry;

namespace Sonde.Agent.Proxy;

/// <summary>What the proxy saw of the requests, as series: so that an engine without metrics is seen too.</summary>
/// <remarks>No label holds what a caller chose: methods are of a list, codes are numbers of an engine's answers and bounded in number.</remarks>
/// <param name="tell">Called with all series whenever there is a new one.</param>
/// <param name="inFlight">Requests under way.</param>
internal sealed class ProxyMeters(Action<IReadOnlyList<SelfMetric>> tell, Func<int> inFlight)
{
    private const int MostPairs = 100;
    private static readonly string[] s_methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    private readonly Lock _telling = new();
    private readonly ConcurrentDictionary<(int Code, string Method), Counter> _requests = new();
    private readonly Counter[] _aborts = [.. Enum.GetValues<AbortSide>().Select(_ => new Counter())];
    private readonly Counter _hidden = new();
    private readonly Histogram _firstByte = new("sonde_proxy_time_to_first_byte_seconds");
    private readonly Histogram _duration = new("sonde_proxy_request_duration_seconds");

    /// <summary>Tells the series that are there from the start.</summary>
    public void TellAll()
    {
        // Else one who looked first may tell last, and a series that is new would end.
        lock (_telling)
            tell([.. Series()]);
    }

    /// <summary>A request for a hidden path was refused.</summary>
    public void AddHidden() => _hidden.Add();

    /// <summary>A request has ended.</summary>
    /// <param name="code">Status as the caller saw it; 499 where the caller left before there was one.</param>
    /// <param name="method">As the caller gave it.</param>
    /// <param name="request">Its times.</param>
    /// <param name="aborted">Who broke it off.</param>
    public void Add(int code, string method, ProxiedRequest request, AbortSide aborted)
    {
        CounterOf(code, method).Add();
        _aborts[(int)aborted].Add();
        _duration.Observe(request.Elapsed);
        if (aborted is AbortSide.None or AbortSide.Engine)
            _firstByte.Observe(request.FirstByte);
    }

    private Counter CounterOf(int code, string method)
    {
        var known = s_methods.Contains(method, StringComparer.Ordinal) ? method : "other";
        if (_requests.TryGetValue((code, known), out var counter))
            return counter;
        if (_requests.Count >= MostPairs)
            code = 0;

        counter = _requests.GetOrAdd((code, known), static _ => new Counter());
        TellAll();
        return counter;
    }

    private IEnumerable<SelfMetric> Series()
    {
        foreach (var ((code, method), count) in _requests)
            yield return new("sonde_proxy_requests_total", [new Label("code", code == 0 ? "other" : code.ToString(CultureInfo.InvariantCulture)), new Label("method", method)], () => count.Value);
        yield return new("sonde_proxy_requests_in_flight", [], () => inFlight());
        foreach (var side in (AbortSide[])[AbortSide.Client, AbortSide.Engine])
            yield return new("sonde_proxy_aborts_total", [new Label("side", side is AbortSide.Client ? "client" : "engine")], () => _aborts[(int)side].Value);
        yield return new("sonde_proxy_unanswered_total", [], () => _aborts[(int)AbortSide.Unanswered].Value);
        yield return new("sonde_proxy_hidden_total", [], () => _hidden.Value);
        foreach (var series in _firstByte.Series().Concat(_duration.Series()))
            yield return series;
    }

    private sealed class Counter
    {
        private long _value;

        public double Value => Interlocked.Read(ref _value);

        public void Add() => Interlocked.Increment(ref _value);
    }
}
