using System.Net.Http.Headers;
using Google.Protobuf;
using k8s;
using Snappier;
using Sonde.Testing.Kubernetes;
using Sonde.Testing.Prometheus;
using Sonde.Testing.Proto;
using Sonde.Testing.RemoteWrite;

namespace Sonde.Integration;

/// <summary>The parts that other tests stand on do what is said of them.</summary>
public sealed class RigTests(ApiServerFixture api)
{
    private const string WidgetKind = """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: rigwidgets.rig.example.com}
        spec:
          group: rig.example.com
          scope: Namespaced
          names: {plural: rigwidgets, singular: rigwidget, kind: RigWidget, shortNames: [rw]}
          versions:
            - name: v1
              served: true
              storage: true
              schema:
                openAPIV3Schema:
                  type: object
                  properties:
                    spec:
                      type: object
                      properties: {size: {type: integer, default: 3}}
                      x-kubernetes-validations: [{rule: "self.size < 10", message: "a widget is smaller than ten"}]
              additionalPrinterColumns: [{name: Size, type: integer, jsonPath: .spec.size}]
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Kubectl_and_the_client_talk_to_the_same_server()
    {
        var ns = await api.CreateNamespaceAsync(Cancellation);

        var listed = (await api.Kubectl.RunAsync(Cancellation, "get", "namespaces", "-o", "name")).OrThrow();
        var version = (await api.Kubectl.RunAsync(Cancellation, "version")).OrThrow();

        Assert.Contains($"namespace/{ns}", listed.Output.Split('\n'));
        Assert.Contains($"Server Version: {(await api.Client.Version.GetCodeAsync(Cancellation)).GitVersion}", version.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_custom_kind_is_defaulted_validated_and_printed_as_it_says()
    {
        var ns = await api.CreateNamespaceAsync(Cancellation);
        (await api.Kubectl.ApplyAsync(WidgetKind, Cancellation)).OrThrow();
        (await api.Kubectl.RunAsync(Cancellation, "wait", "--for=condition=Established", "crd/rigwidgets.rig.example.com", "--timeout=30s")).OrThrow();

        (await api.Kubectl.ApplyAsync(Widget("small", ns, "{}"), Cancellation)).OrThrow();
        var refused = await api.Kubectl.ApplyAsync(Widget("large", ns, "{size: 11}"), Cancellation);
        var table = (await api.Kubectl.RunAsync(Cancellation, "get", "rw", "-n", ns)).OrThrow();

        Assert.Equal(["NAME", "SIZE", "small", "3"], table.Output.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("a widget is smaller than ten", refused.Error, StringComparison.Ordinal);
        if (api.Server.IsExternal)
            (await api.Kubectl.RunAsync(Cancellation, "delete", "crd", "rigwidgets.rig.example.com", "--wait=false")).OrThrow();
    }

    [Fact]
    public async Task A_killed_server_comes_back_at_its_address_with_its_data()
    {
        Assert.SkipWhen(api.Server.IsExternal, "The cluster is not ours to kill.");
        await using var server = await ApiServer.StartAsync(Cancellation);
        using var kubectl = new Kubectl(server.KubeconfigPath);
        (await kubectl.RunAsync(Cancellation, "create", "configmap", "kept", "--from-literal=colour=red")).OrThrow();
        using var client = server.CreateClient();

        await server.KillAsync();
        var down = await Assert.ThrowsAnyAsync<HttpRequestException>(() => client.Version.GetCodeAsync(Cancellation));
        await server.StartAgainAsync(Cancellation);

        Assert.NotNull(down);
        var kept = await client.CoreV1.ReadNamespacedConfigMapAsync("kept", "default", cancellationToken: Cancellation);
        Assert.Equal("red", kept.Data["colour"]);
    }

    [Fact]
    public async Task Prometheus_takes_a_remote_write_and_answers_with_it()
    {
        await using var prometheus = await PrometheusServer.StartAsync(Cancellation);
        using var http = new HttpClient(new SocketsHttpHandler());

        using var response = await http.PostAsync(prometheus.RemoteWriteUrl, BodyOf("rig_requests_total", 42.5, ("job", "rig"), ("zone", "é")), Cancellation);
        var samples = await prometheus.QueryAsync("rig_requests_total", Cancellation);

        Assert.Equal(System.Net.HttpStatusCode.NoContent, response.StatusCode);
        var sample = Assert.Single(samples);
        Assert.Equal(42.5, sample.Value);
        Assert.Equal(("rig", "é", ""), (sample["job"], sample["zone"], sample["absent"]));
        Assert.Equal(85, await prometheus.ValueAsync("scalar(rig_requests_total) * 2", Cancellation));
        Assert.Null(await prometheus.ValueAsync("nobody_wrote_this", Cancellation));
    }

    [Fact]
    public async Task The_sink_decodes_what_it_is_sent_and_answers_by_script()
    {
        await using var sink = await RemoteWriteSink.StartAsync(Cancellation);
        sink.AnswerNext(new RemoteWriteAnswer { Status = 429, RetryAfter = "7", Body = "slow down" }, new RemoteWriteAnswer { Abort = true });
        using var http = new HttpClient(new SocketsHttpHandler());

        using var throttled = await http.PostAsync($"{sink.Url}/api/v1/write", BodyOf("first", 1, ("job", "a")), Cancellation);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => http.PostAsync(sink.Url, BodyOf("second", 2), Cancellation));
        using var accepted = await http.PostAsync(sink.Url, BodyOf("third", BitConverter.Int64BitsToDouble(0x7ff0000000000002)), Cancellation);
        using var refused = await http.PostAsync(sink.Url, new ByteArrayContent([1, 2, 3]), Cancellation);

        Assert.Equal((429, "7", 204, 400), ((int)throttled.StatusCode, throttled.Headers.RetryAfter?.ToString(), (int)accepted.StatusCode, (int)refused.StatusCode));
        Assert.Equal(["first{job=\"a\"}", "second{}", "third{}"], sink.Requests.SelectMany(r => r.Series).Select(s => s.ToString()));
        Assert.Equal("third", Assert.Single(sink.Accepted).Name);
        Assert.True(sink.Accepted[0].Samples[0].IsStale);
        Assert.Equal("snappy", sink.Requests[0].Headers["content-encoding"]);
    }

    private static string Widget(string name, string ns, string spec) =>
        $$"""
        apiVersion: rig.example.com/v1
        kind: RigWidget
        metadata: {name: {{name}}, namespace: {{ns}}}
        spec: {{spec}}
        """;

    private static ByteArrayContent BodyOf(string name, double value, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        var series = new TimeSeries { Labels = { new Label { Name = "__name__", Value = name } } };
        foreach (var label in labels)
            series.Labels.Add(new Label { Name = label.Name, Value = label.Value });
        series.Samples.Add(new Sample { Value = value, Timestamp = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() });

        var body = new ByteArrayContent(Snappy.CompressToArray(new WriteRequest { Timeseries = { series } }.ToByteArray()));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
        body.Headers.ContentEncoding.Add("snappy");
        return body;
    }
}
