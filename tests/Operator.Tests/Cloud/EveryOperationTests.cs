using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;
using System.Text;
using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.Credentials;
using Sonde.Operator.Cloud.ObjectStorage;

namespace Sonde.Operator.Tests.Cloud;

/// <summary>Every operation of every client, found by reflection, driven into failure: nothing that is secret may be told by an exception, a log line, a span or a metric.</summary>
public sealed class EveryOperationTests : IDisposable
{
    private static readonly string[] s_secrets =
    [
        ScriptedCloud.Secret, ScriptedCloud.Token, Uri.EscapeDataString(ScriptedCloud.Token), Made.ServiceAccountToken, Uri.EscapeDataString(Made.ServiceAccountToken),
    ];

    private readonly StringBuilder _told = new();
    private readonly ScriptedCloud.CapturedLogs _logs = new();
    private readonly ActivityListener _spans;
    private readonly MeterListener _metrics;

    public EveryOperationTests()
    {
        _spans = new()
        {
            ShouldListenTo = source => source.Name == CloudRegistration.TelemetryName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => Tell($"{span.DisplayName} {span.StatusDescription}{string.Concat(span.TagObjects)}{string.Concat(span.Events.SelectMany(one => one.Tags))}"),
        };
        ActivitySource.AddActivityListener(_spans);
        _metrics = new()
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == CloudRegistration.TelemetryName)
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        _metrics.SetMeasurementEventCallback<long>((_, _, tags, _) => Tell(string.Join(' ', tags.ToArray())));
        _metrics.SetMeasurementEventCallback<double>((_, _, tags, _) => Tell(string.Join(' ', tags.ToArray())));
        _metrics.Start();
    }

    public static TheoryData<int, string, string> Failures()
    {
        var data = new TheoryData<int, string, string> { { 0, "", "" } };
        foreach (var (status, code) in new[] { (400, "InvalidArgument"), (403, "SignatureDoesNotMatch"), (500, "InternalError"), (429, "Throttling.User"), (200, "500") })
        {
            foreach (var part in new[] { "secret", "token", "encodedToken", "authorization" })
                data.Add(status, code, part);
        }

        return data;
    }

    public void Dispose()
    {
        _spans.Dispose();
        _metrics.Dispose();
        _logs.Dispose();
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task No_operation_tells_a_secret_whatever_the_service_repeats(int status, string code, string part)
    {
        using var service = new TalkativeCloud(status, code, part);
        using var factory = new CloudFactory(service, new WaitedClock(), _logs, () => "nonce");
        var cloud = Connect(factory);
        var failed = 0;

        foreach (var (client, operation) in Operations(cloud))
        {
            if (await FailureOf(client, operation) is not { } failure)
                continue;
            failed++;
            Tell(failure + failure.Code + failure.Detail + failure.RequestId);
        }

        // Inside a good status only some fail: what needs no content is done then.
        Assert.True(status == 200 ? failed > 10 : failed == Operations(cloud).Count(), $"{failed} of {Operations(cloud).Count()} failed.");
        AssertClean(service.Signatures);
    }

    [Fact]
    public void All_clients_are_among_them()
    {
        using var service = new TalkativeCloud(400, "x", "secret");
        using var factory = new CloudFactory(service, new WaitedClock(), _logs, () => "nonce");
        var names = Operations(Connect(factory)).Select(one => one.Operation.Name).ToHashSet(StringComparer.Ordinal);

        Assert.Subset(names, new HashSet<string>(StringComparer.Ordinal) { "CreateFunctionAsync", "PutAsync", "ListBucketsAsync", "AppendAsync", "UninstallAsync", "GetApiTokenAsync", "ListDashboardsAsync", "AssumeRoleAsync" });
    }

    private static ICloud Connect(CloudFactory factory) => factory.Connect(new()
    {
        Name = "default/test",
        Region = "cn-hangzhou",
        Credentials = new StaticCredentials(new("LTAI5tFakeAccessKeyId001", ScriptedCloud.Secret, ScriptedCloud.Token)),
        Endpoints = new("http://127.0.0.1:18901", "http://127.0.0.1:18903", "http://127.0.0.1:18902", "http://127.0.0.1:18904"),
        Limits = new(new(1e5, 1_000_000), new(1e5, 1_000_000), new(1e5, 1_000_000), new(1e5, 1_000_000)),
    });

    // A presigned URL is made without a call, and is a secret by intent.
    private static IEnumerable<(object Client, MethodInfo Operation)> Operations(ICloud cloud) =>
        from property in typeof(ICloud).GetProperties()
        from contract in property.PropertyType.GetInterfaces().Append(property.PropertyType)
        from operation in contract.GetMethods().Where(method => !method.IsSpecialName && method.Name != nameof(IObjectStorage.PresignAsync))
        select (property.GetValue(cloud)!, operation);

    private static async Task<CloudException?> FailureOf(object client, MethodInfo operation)
    {
        try
        {
            var result = operation.Invoke(client, BindingFlags.DoNotWrapExceptions, binder: null, [.. operation.GetParameters().Select(Made.Of)], culture: null)!;
            await (result as Task ?? DrainAsync((dynamic)result));
            return null;
        }
        catch (CloudException e)
        {
            return e;
        }
    }

    private static async Task DrainAsync<T>(IAsyncEnumerable<T> items) => await items.CountAsync(TestContext.Current.CancellationToken);

    private void Tell(string words)
    {
        lock (_told)
            _told.AppendLine(words);
    }

    private void AssertClean(List<string> signatures)
    {
        string told;
        lock (_told)
            told = _told.ToString() + string.Join('\n', _logs.Lines);
        foreach (var secret in signatures.Distinct().Concat(s_secrets))
            Assert.DoesNotContain(secret, told, StringComparison.OrdinalIgnoreCase);
    }
}
