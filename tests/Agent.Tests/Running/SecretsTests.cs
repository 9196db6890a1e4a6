using Microsoft.Extensions.Time.Testing;
using Sonde.Agent.Core;
using Sonde.Agent.Core.Config;
using Sonde.Agent.Logging;
using Sonde.Agent.Tests.RemoteWrite;
using Sonde.Testing;

namespace Sonde.Agent.Tests.Running;

/// <summary>No line of the log and no series holds a secret, whatever the others say.</summary>
public sealed class SecretsTests : IDisposable
{
    private static readonly string[] s_secrets = ["hush-password", "dXNlcjpodXNoLXBhc3N3b3Jk", "hush-header", "hush-query", "hush-token", "hush-parameter"];

    private static readonly RemoteWriteDestination s_destination = Given.Destination with
    {
        Url = "http://127.0.0.1:9090/write?key=hush-query",
        Auth = new HttpAuth.Basic("user", "hush-password"),
        Headers = [new HttpHeader("X-Api-Key", "hush-header")],
        Tls = new TlsOptions { ServerName = "receiver" },
    };

    private static readonly ScrapeJob s_job = Given.Job with { Auth = new HttpAuth.Bearer("hush-token"), Parameters = [new QueryParameter("k", ["hush-parameter"])] };

    private readonly FakeTimeProvider _clock = new(Given.Noon);
    private readonly StringWriter _lines = new();
    private readonly StderrLoggerFactory _logging;

    public SecretsTests()
    {
        _logging = new(TextWriter.Synchronized(_lines), _clock);
        _logging.SetLevel(AgentLogLevel.Debug);
        _logging.Hide(Secrets.Of(Given.Config(s_job, s_destination)));
    }

    public void Dispose()
    {
        _logging.Dispose();
        _lines.Dispose();
    }

    [Theory]
    [InlineData(400, 200)]
    [InlineData(401, 302)]
    [InlineData(403, 500)]
    [InlineData(429, 200)]
    [InlineData(500, 401)]
    [InlineData(413, 404)]
    public async Task Whatever_receiver_and_engine_repeat_no_secret_is_told(int write, int scrape)
    {
        var repeated = string.Join(' ', s_secrets);
        FakeReceiver receiver = new(_clock) { Always = write, Text = $"you sent {repeated}" };
        FakeServer engine = new(_ =>
        {
            HttpResponseMessage page = new((System.Net.HttpStatusCode)scrape) { Content = new StringContent($"a 1\n{repeated} is no sample\n", System.Text.Encoding.UTF8, "text/plain") };
            page.Headers.TryAddWithoutValidation("Location", "http://elsewhere/?hush-token");
            return page;
        });
        await using AgentPipeline pipeline = new(_clock, _logging.CreateLogger("agent"), tls => tls.ServerName == "receiver" ? receiver.NewHandler() : engine.NewHandler());

        await pipeline.ApplyAsync(Given.Config(s_job, s_destination), "abc");
        await Eventually.TrueAsync("a refused scrape and a refused write", TimeSpan.FromSeconds(30), () => Lines.Contains("Scrape of", StringComparison.Ordinal) && Lines.Contains("Remote write", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        Assert.All(s_secrets, secret => Assert.DoesNotContain(secret, Lines, StringComparison.Ordinal));
        Assert.All(receiver.Requests.SelectMany(request => Testing.RemoteWrite.WriteRequestDecoder.Decode(request.Body)), series => Assert.DoesNotContain("hush", series.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Short_texts_are_no_secrets_and_longer_ones_go_first() =>
        Assert.Equal(["user-secret-2", "user-secret"], Secrets.Of(Given.Config(
            Given.Job with { Auth = new HttpAuth.Bearer("user-secret") },
            Given.Destination with { Auth = new HttpAuth.Bearer("user-secret-2"), Headers = [new HttpHeader("X-Scope-OrgID", "a")] })));

    private string Lines => _lines.GetStringBuilder().ToString();
}
