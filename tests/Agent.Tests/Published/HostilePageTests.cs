using System.IO.Compression;
using System.Text;
using Sonde.Agent.Tests.Proxy;
using Sonde.Testing.Processes;

namespace Sonde.Agent.Tests.Published;

/// <summary>Pages that a static file must survive as well as the tests' own process does.</summary>
[Trait("Needs", "PublishedAgent")]
public sealed class HostilePageTests() : PublishedTests(patienceSeconds: 30)
{
    private static readonly string s_lines = string.Concat(Enumerable.Range(0, 4000).Select(i => $"x{{l=\"{i}\"}} 1\n"));

    [Fact]
    [Spec("6 body_size_limit")]
    [Spec("7 7 hard pages")]
    public async Task Case_42_an_endless_page_is_cut_at_its_limit_and_the_agent_stays_small()
    {
        await using RawEngine engine = new(async (connection, _) =>
        {
            await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Type: text/plain; version=0.0.4\r\n\r\n");
            while (true)
                await connection.SendAsync(s_lines);
        });
        await using var agent = await PublishedAgent.StartAsync($"run --config {WriteConfig(engine)}");

        await UntilAsync("five scrapes that failed", () => Values("up").Count >= 5);

        Assert.All(Values("up"), up => Assert.Equal(0, up));
        Assert.All(Values("scrape_body_size_bytes"), size => Assert.Equal(-1, size));
        Assert.InRange(ProcessMemory.Peak(agent.Id), 1, 40);
    }

    [Fact]
    [Spec("7 7 hard pages")]
    public async Task A_gzip_page_cut_in_the_middle_fails()
    {
        var whole = Gzip("a 1\nb 2\n" + s_lines);
        var answers = 0;
        await using RawEngine engine = new(async (connection, _) =>
        {
            // Every second one is whole: what is seen is the cut and nothing else.
            var body = Interlocked.Increment(ref answers) % 2 == 0 ? whole : whole[..(whole.Length / 2)];
            await connection.SendAsync($"HTTP/1.1 200 OK\r\nContent-Type: text/plain; version=0.0.4\r\nContent-Encoding: gzip\r\nContent-Length: {body.Length}\r\n\r\n{Encoding.Latin1.GetString(body)}");
        });
        await using var agent = await PublishedAgent.StartAsync($"run --config {WriteConfig(engine)}");

        await UntilAsync("four scrapes", () => Values("up").Count >= 4);

        Assert.Equal([0, 1, 0, 1], Values("up").Take(4));
    }

    private string WriteConfig(RawEngine engine) => Folder.Write("agent.yaml", $$"""
        scrape_configs: [{job_name: a, scrape_interval: 300ms, body_size_limit: 1MB, extra_scrape_metrics: true, static_configs: [{targets: ["{{engine.Address}}"]}]}]
        remote_write: [{url: "{{Sink.Url}}/api/v1/write", queue_config: {batch_send_deadline: 100ms} }]
        """);

    private static byte[] Gzip(string text)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }
}
