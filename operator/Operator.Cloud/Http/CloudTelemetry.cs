using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Sonde.Operator.Cloud.Http;

/// <summary>What is counted of each attempt. The names are part of the operator's documented metrics.</summary>
internal static class CloudTelemetry
{
    /// <summary>Name of the meter and of the activity source.</summary>
    public const string Name = "Sonde.Operator.Cloud";

    private static readonly Meter s_meter = new(Name);
    private static readonly ActivitySource s_source = new(Name);
    private static readonly Counter<long> s_requests = s_meter.CreateCounter<long>("sonde_cloud_requests_total", description: "Attempts of calls to the cloud, by their outcome.");
    private static readonly Histogram<double> s_seconds = s_meter.CreateHistogram<double>("sonde_cloud_request_duration_seconds", "s", "Duration of attempts, waiting for a turn excluded.");

    public static Activity? StartCall(CloudService service, string operation, string account)
    {
        var activity = s_source.StartActivity($"{service} {operation}", ActivityKind.Client);
        activity?.SetTag("sonde.account", account);
        return activity;
    }

    /// <param name="account">Name of the connection.</param>
    /// <param name="service">Who.</param>
    /// <param name="operation">What.</param>
    /// <param name="code"><c>OK</c>, or the code of the refusal.</param>
    /// <param name="duration">From sending to the end of the answer.</param>
    public static void Attempted(string account, CloudService service, string operation, string code, TimeSpan duration)
    {
        s_requests.Add(1, new("account", account), new("service", service.ToString()), new("operation", operation), new("code", code));
        s_seconds.Record(duration.TotalSeconds, new("account", account), new("service", service.ToString()), new("operation", operation));
    }
}
