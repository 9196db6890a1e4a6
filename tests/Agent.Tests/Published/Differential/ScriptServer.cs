using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Sonde.Agent.Tests.Published.Differential;

/// <summary>The pages of all scripts for one scraper: empty until <see cref="Begin"/>, then a frame a scrape.</summary>
internal sealed partial class ScriptServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Dictionary<string, PageScript> _scripts;
    private readonly ConcurrentDictionary<string, List<long>> _arrivals = new(StringComparer.Ordinal);
    private long _begin;

    private ScriptServer(WebApplication app, IEnumerable<PageScript> scripts)
    {
        _app = app;
        _scripts = scripts.ToDictionary(script => "/" + script.Job, StringComparer.Ordinal);
    }

    public string Address => new Uri(_app.Urls.Single()).Authority;

    public static async Task<ScriptServer> StartAsync(IEnumerable<PageScript> scripts, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, port: 0));
        var app = builder.Build();
        ScriptServer server = new(app, scripts);
        app.Run(server.ServeAsync);
        await app.StartAsync(cancellation);
        return server;
    }

    /// <summary>Lets every script begin, at a time that the servers of all scrapers share.</summary>
    public void Begin(long milliseconds) => Interlocked.Exchange(ref _begin, milliseconds);

    /// <summary>When each frame of a job was asked for, in milliseconds since the epoch.</summary>
    public IReadOnlyList<long> Arrivals(string job)
    {
        if (!_arrivals.TryGetValue("/" + job, out var arrivals))
            return [];
        lock (arrivals)
            return [.. arrivals];
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ServeAsync(HttpContext context)
    {
        var script = _scripts[context.Request.Path];
        var frame = FrameOf(context.Request.Path, script);
        var body = Encoding.UTF8.GetBytes(TimeMark().Replace(frame.Text, mark => Since(mark.Groups["offset"].ValueSpan)));
        context.Response.StatusCode = frame.Status;
        context.Response.ContentType = script.ContentType;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(frame.IsTorn ? body.AsMemory(0, body.Length / 2) : body, context.RequestAborted);
        // Too few bytes: Kestrel sends them and closes the connection. An abort could overtake them.
    }

    private PageFrame FrameOf(string path, PageScript script)
    {
        if (Interlocked.Read(ref _begin) == 0)
            return PageFrame.Empty;
        var arrivals = _arrivals.GetOrAdd(path, _ => []);
        lock (arrivals)
        {
            arrivals.Add(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
            return script.Frames[Math.Min(arrivals.Count, script.Frames.Count) - 1];
        }
    }

    // OpenMetrics writes seconds, the text format milliseconds: @5s and @5.
    private string Since(ReadOnlySpan<char> offset) => offset[^1] == 's'
        ? ((Interlocked.Read(ref _begin) / 1000.0) + double.Parse(offset[..^1], CultureInfo.InvariantCulture)).ToString("F3", CultureInfo.InvariantCulture)
        : (Interlocked.Read(ref _begin) + (long.Parse(offset, CultureInfo.InvariantCulture) * 1000)).ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex("@(?<offset>-?[0-9]+s?)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TimeMark();
}
