using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Sonde.Operator.Kube;

namespace Sonde.Operator.Tests.Kube;

/// <summary>Each test ends with the same question: is an object that was made later seen, within a bounded time?</summary>
[Collection(typeof(ClockCollection))]
public sealed class InformerTests : IAsyncDisposable
{
    private static readonly TimeSpan s_bound = TimeSpan.FromMinutes(3);

    private readonly FakeApiServer _server = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly KubeWorld _world;

    public InformerTests() => _world = new(_server, _clock, new KubeOptions { Watch = new() { PageSize = 2 } });

    private IEnumerable<FakeWatch> WidgetWatches => _server.Watches.ToArray().Where(watch => watch.Path.EndsWith("widgets", StringComparison.Ordinal));

    [Fact]
    public async Task All_pages_of_a_list_are_read()
    {
        for (var i = 0; i < 5; i++)
            _server.Put(KubeWorld.Widget($"w{i}"));

        await _world.StartAsync();

        Assert.Equal(["w0", "w1", "w2", "w3", "w4"], Names());
        Assert.Equal(3, _server.Journal.Count(request => request.Query.Contains("limit=2", StringComparison.Ordinal) && request.Path.EndsWith("widgets", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_list_whose_pages_expire_is_read_in_one_piece()
    {
        for (var i = 0; i < 5; i++)
            _server.Put(KubeWorld.Widget($"w{i}"));
        _server.Intercept = request => request.RequestUri!.Query.Contains("continue=", StringComparison.Ordinal) ? FakeApiServer.Status(HttpStatusCode.Gone, "Expired") : null;

        await _world.StartAsync();

        Assert.Equal(5, Names().Count());
    }

    [Fact]
    public async Task A_watch_that_ended_goes_on_from_where_it_was()
    {
        _server.Put(KubeWorld.Widget("a"));
        await _world.StartAsync();
        await LatestWatchAsync(1);
        _server.Put(KubeWorld.Widget("b"));
        await KubeWorld.UntilAsync("b is seen", () => Names().Contains("b"));
        var version = _server.Find(KubeWorld.PathOf("b"))["metadata"]!["resourceVersion"]!.GetValue<string>();

        (await LatestWatchAsync(1)).Send("BOOKMARK", Bookmark("777"));
        (await LatestWatchAsync(1)).End();
        await _world.PassUntilAsync("a second watch", s_bound, () => WidgetWatches.Count() == 2);

        Assert.NotEqual("777", version);
        Assert.Contains("resourceVersion=777", WidgetWatches.Last().Query, StringComparison.Ordinal);
        Assert.Contains("allowWatchBookmarks=true", WidgetWatches.Last().Query, StringComparison.Ordinal);
        Assert.Equal(1, Lists());
    }

    /// <summary>Public case 55: (b) a black hole.</summary>
    [Fact]
    public async Task A_watch_that_died_silently_is_noticed()
    {
        await _world.StartAsync();
        (await LatestWatchAsync(1)).IsFollowing = false;
        _server.Put(KubeWorld.Widget("late"));

        var took = await _world.PassUntilAsync("late is seen", s_bound, () => Names().Contains("late"));

        Assert.InRange(took, TimeSpan.FromSeconds(149), s_bound);
    }

    /// <summary>Public case 55: (a) clean end, (d) a line torn in the middle, a broken connection, and an end within a line.</summary>
    [Theory]
    [InlineData("ends")]
    [InlineData("tears")]
    [InlineData("breaks")]
    [InlineData("ends within a line")]
    public async Task After_a_watch_that(string happens)
    {
        await _world.StartAsync();
        var watch = await LatestWatchAsync(1);
        watch.IsFollowing = false;
        _server.Put(KubeWorld.Widget("late"));
        switch (happens)
        {
            case "tears":
                watch.Raw("""{"type":"ADDED","object":{"kind":"Wid""" + "\n");
                break;
            case "breaks":
                watch.Break();
                break;
            case "ends within a line":
                watch.Raw("""{"type":"ADDED","obj""");
                watch.End();
                break;
            default:
                watch.End();
                break;
        }

        await _world.PassUntilAsync($"late is seen after a watch that {happens}", s_bound, () => Names().Contains("late"));
        Assert.Equal(1, Lists());
    }

    /// <summary>Public case 55: (c) 200 with an empty body at once, again and again.</summary>
    [Fact]
    public async Task Watches_that_end_at_once_do_not_become_a_busy_loop()
    {
        _server.Intercept = request => IsWatch(request) ? new(HttpStatusCode.OK) { Content = new StringContent("") } : null;
        await _world.StartAsync();

        await _world.PassAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(1));
        var tries = _server.Journal.Count(request => request.Path.EndsWith("widgets", StringComparison.Ordinal) && request.Query.Contains("watch=true", StringComparison.Ordinal));
        _server.Intercept = null;
        _server.Put(KubeWorld.Widget("late"));

        Assert.InRange(tries, 5, 12);
        await _world.PassUntilAsync("late is seen", TimeSpan.FromSeconds(40), () => Names().Contains("late"));
    }

    /// <summary>Public case 56: HTTP 410, and a Status within the stream, of any code.</summary>
    [Theory]
    [InlineData("""{"type":"ERROR","object":{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"too old resource version: 25858 (41294)","reason":"Expired","code":410}}""")]
    [InlineData("""{"type":"ERROR","object":{"kind":"Status","apiVersion":"v1","status":"Failure","message":"etcd","reason":"InternalError","code":500}}""")]
    [InlineData("""{"type":"ERROR","object":{"kind":"Status","status":"Failure"}}""")]
    public async Task An_error_within_the_stream_lists_again_and_finds_what_was_deleted(string line)
    {
        _server.Put(KubeWorld.Widget("kept"));
        _server.Put(KubeWorld.Widget("gone"));
        await _world.StartAsync();
        var watch = await LatestWatchAsync(1);
        watch.IsFollowing = false;
        _server.Change(KubeWorld.PathOf("gone"), json => json["metadata"]!["finalizers"] = null);
        _server.Remove(KubeWorld.PathOf("gone"));

        watch.Raw(line + "\n");
        await _world.PassUntilAsync("the store is right again", s_bound, () => Names().SequenceEqual(["kept"]));

        Assert.Equal(2, Lists());
        Assert.All(_world.Reconciler.Passes, pass => Assert.NotEmpty(pass.Key.Name));
        Assert.DoesNotContain(_world.Reconciler.Passes, pass => pass.Verb == "finalize");
    }

    [Fact]
    public async Task A_watch_refused_as_too_old_lists_again()
    {
        await _world.StartAsync();
        var refusals = 0;
        _server.Intercept = request => IsWatch(request) && refusals++ == 0 ? FakeApiServer.Status(HttpStatusCode.Gone, "Expired") : null;
        var watch = await LatestWatchAsync(1);
        watch.End();

        await _world.PassUntilAsync("a second list", s_bound, () => Lists() == 2);
        _server.Put(KubeWorld.Widget("late"));
        await _world.PassUntilAsync("late is seen", s_bound, () => Names().Contains("late"));
    }

    [Fact]
    public async Task A_bookmark_moves_only_the_version()
    {
        await _world.StartAsync();
        var watch = await LatestWatchAsync(1);

        watch.Send("BOOKMARK", Bookmark("50000"));
        _server.Put(KubeWorld.Widget("a"));
        await KubeWorld.UntilAsync("a is reconciled", () => !_world.Reconciler.Passes.IsEmpty);

        Assert.Equal(["a"], Names());
        Assert.All(_world.Reconciler.Passes, pass => Assert.Equal("a", pass.Key.Name));
    }

    [Fact]
    public async Task An_object_that_does_not_fit_its_type_stops_no_other()
    {
        await _world.StartAsync();
        var watch = await LatestWatchAsync(1);

        watch.Raw("""{"type":"ADDED","object":{"kind":"Widget","metadata":{"name":"odd","namespace":"models","resourceVersion":"900"},"spec":{"size":"secret-text"}}}""" + "\n");
        _server.Put(KubeWorld.Widget("even"));
        await KubeWorld.UntilAsync("the other is seen", () => Names().Contains("even"));

        var told = Assert.Single(_world.Log.Lines, line => line.Id == 3003);
        Assert.Contains("Widget models/odd does not fit its type at $.spec.size", told.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-text", told.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_api_server_that_is_away_is_tried_again_with_growing_pauses_and_told_once()
    {
        _server.Put(KubeWorld.Widget("a"));
        await _world.StartAsync();
        var watch = await LatestWatchAsync(1);
        _server.Intercept = _ => throw new HttpRequestException("connection refused");
        watch.Break();
        await _world.PassAsync(TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(3));
        Assert.Empty(_world.Get<KubeHealth>().StuckLoops);
        var told = _world.Log.Lines.Count(line => line is { Id: 3001 } && line.Text.Contains("Widget", StringComparison.Ordinal));

        _server.Intercept = null;
        _server.Put(KubeWorld.Widget("late"));

        Assert.Equal(1, told);
        await _world.PassUntilAsync("late is seen", TimeSpan.FromSeconds(40), () => Names().Contains("late"));
    }

    [Fact]
    public async Task A_whole_list_is_read_again_after_an_hour()
    {
        await _world.StartAsync();

        await _world.PassAsync(TimeSpan.FromMinutes(65), TimeSpan.FromSeconds(30));

        Assert.Equal(2, Lists());
    }

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        _server.Dispose();
    }

    private static bool IsWatch(HttpRequestMessage request) =>
        request.RequestUri!.AbsolutePath.EndsWith("widgets", StringComparison.Ordinal) && request.RequestUri.Query.Contains("watch=true", StringComparison.Ordinal);

    private static JsonObject Bookmark(string version) =>
        new() { ["kind"] = "Widget", ["apiVersion"] = "kube.example.com/v1", ["metadata"] = new JsonObject { ["resourceVersion"] = version } };

    private async Task<FakeWatch> LatestWatchAsync(int number)
    {
        await KubeWorld.UntilAsync($"watch {number} is open", () => WidgetWatches.Count() >= number);
        return WidgetWatches.Last();
    }

    private IEnumerable<string> Names() => _world.Widgets.List().Select(widget => widget.Metadata.Name).Order(StringComparer.Ordinal);

    private int Lists() => _server.Journal.Count(request =>
        request.Path.EndsWith("widgets", StringComparison.Ordinal) && !request.Query.Contains("watch=true", StringComparison.Ordinal) && !request.Query.Contains("continue=", StringComparison.Ordinal));
}
