using System.Text;
using Microsoft.Extensions.Logging;
using Sonde.Operator.Cloud;
using Sonde.Operator.Cloud.Credentials;

namespace Sonde.Operator.Tests.Cloud;

/// <summary>Answers by script, in order, and keeps what it was asked. Stands for the network below our clients.</summary>
internal sealed class ScriptedCloud : HttpMessageHandler
{
    public const string Secret = "fakeSecretFakeSecretFakeSecret01";
    public const string Token = "CAISfakeSecurityToken/with+plus==";

    private readonly Queue<Func<CancellationToken, Task<HttpResponseMessage>>> _script = new();
    private readonly CloudFactory _factory;
    private int _nonces;
    private bool _disposed;

    public ScriptedCloud(CloudEndpoints? endpoints = null, ICredentials? credentials = null, CloudNetwork network = CloudNetwork.Public)
    {
        Logs = new CapturedLogs();
        _factory = new CloudFactory(this, Clock, Logs, () => $"nonce-{++_nonces}");
        Cloud = _factory.Connect(new CloudConnection
        {
            Name = "default/test",
            Region = "cn-hangzhou",
            Credentials = credentials ?? new StaticCredentials(new AccessKey("LTAI5tFakeAccessKeyId001", Secret, Token)),
            Endpoints = endpoints ?? new("http://127.0.0.1:18901", "http://127.0.0.1:18903", "http://127.0.0.1:18902", "http://127.0.0.1:18904"),
            Network = network,
        });
    }

    public WaitedClock Clock { get; } = new();

    public CapturedLogs Logs { get; }

    public ICloud Cloud { get; }

    public List<SeenRequest> Seen { get; } = [];

    public ScriptedCloud Answer(int status, string body = "", params (string Name, string Value)[] headers) => Do(_ => Task.FromResult(Response(status, body, headers)));

    public ScriptedCloud Fail(Exception exception) => Do(_ => Task.FromException<HttpResponseMessage>(exception));

    public ScriptedCloud Do(Func<CancellationToken, Task<HttpResponseMessage>> step)
    {
        _script.Enqueue(step);
        return this;
    }

    public static HttpResponseMessage Response(int status, string body, params (string Name, string Value)[] headers)
    {
        var response = new HttpResponseMessage((System.Net.HttpStatusCode)status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        foreach (var (name, value) in headers)
        {
            if (!response.Headers.TryAddWithoutValidation(name, value))
                response.Content.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var headers = request.Headers.NonValidated.Concat(request.Content?.Headers.NonValidated ?? default)
            .ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString(), StringComparer.Ordinal);
        Seen.Add(new(request.Method.Method, request.RequestUri!, request.RequestUri!.PathAndQuery, headers, body));
        return _script.TryDequeue(out var step) ? await step(cancellationToken) : throw new InvalidOperationException($"The script has no answer to {request.Method} {request.RequestUri}.");
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            // The factory disposes its handler, and that is this.
            _disposed = true;
            _factory.Dispose();
            Logs.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>All that was logged, as text.</summary>
    internal sealed class CapturedLogs : ILoggerFactory, ILogger
    {
        public List<string> Lines { get; } = [];

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception) + exception);

        public void Dispose()
        {
        }
    }
}
