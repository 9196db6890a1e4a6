using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Sonde.Agent.Core;
using Sonde.Agent.Core.Config;
using Sonde.Agent.Core.Spool;
using Sonde.Agent.Tests.RemoteWrite;
using Sonde.Testing;

namespace Sonde.Agent.Tests.Spool;

/// <summary>The whole agent with a spool whose configuration changes.</summary>
[Collection(typeof(ClockCollection))]
public sealed class SpoolSwapTests : IAsyncDisposable
{
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(250);

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(Given.Noon);
    private readonly FakeReceiver _old;
    private readonly FakeReceiver _new;
    private readonly AgentPipeline _pipeline;

    public SpoolSwapTests()
    {
        (_old, _new) = (new(_clock) { Always = 503 }, new(_clock));
        FakeServer engine = new(_ => FakeServer.Page("a 1\n"));
        _pipeline = new(_clock, NullLogger.Instance, tls => tls.ServerName switch { "old" => _old.NewHandler(), "new" => _new.NewHandler(), _ => engine.NewHandler() });
    }

    public async ValueTask DisposeAsync()
    {
        await _pipeline.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_was_kept_for_one_address_is_not_sent_to_another_and_waits_for_its_return()
    {
        await _pipeline.ApplyAsync(Config("old", maxBytes: 8 << 20), "1");
        await _clock.AdvanceUntilAsync("two scrapes on disk", () => _pipeline.Senders[0].Spool is { Samples: > 0 } && _old.Requests.Count > 3 && _clock.GetUtcNow() > Given.Noon.AddSeconds(20), s_step);
        var kept = _pipeline.Senders[0].Spool!.Samples;

        await SwapAsync(Config("new", maxBytes: 8 << 20));
        await _clock.AdvanceUntilAsync("the new one has a scrape", () => _new.Taken.Any(s => s.Name == "a"), s_step);
        Assert.All(_new.Taken, s => Assert.True(s.Samples[0].TimestampMilliseconds > Given.Noon.AddSeconds(20).ToUnixTimeMilliseconds()));

        _old.Always = 204;
        await SwapAsync(Config("old", maxBytes: 8 << 20));
        await _clock.AdvanceUntilAsync("the old one has all", () => _old.Taken.Count(s => s.Name == "a") >= 3, s_step);
        Assert.True(_old.Taken.Count >= kept);
        Assert.Equal(Given.NoonMilliseconds, _old.Taken[0].Samples[0].TimestampMilliseconds);
    }

    [Fact]
    public async Task Another_bound_of_the_same_spool_goes_on_with_what_is_there()
    {
        await _pipeline.ApplyAsync(Config("old", maxBytes: 8 << 20), "1");
        await _clock.AdvanceUntilAsync("a scrape on disk", () => _pipeline.Senders[0].Spool is { Samples: > 0 }, s_step);

        await SwapAsync(Config("old", maxBytes: 4 << 20));
        _old.Always = 204;
        await _clock.AdvanceUntilAsync("all of it", () => _old.Taken.Count(s => s.Name == "a") >= 2, s_step);

        Assert.Equal(4 << 20, _pipeline.Senders[0].Spool!.Options.MaxBytes);
        Assert.Equal(Given.NoonMilliseconds, _old.Taken[0].Samples[0].TimestampMilliseconds);
        Assert.Single(Directory.EnumerateDirectories(_folder.Path), Path.Combine(_folder.Path, SpoolIdentity.Of("http://old/write").ToString()));
    }

    /// <summary>The sender that goes is given its time, which is the clock's.</summary>
    private async Task SwapAsync(AgentConfig config)
    {
        var applying = _pipeline.ApplyAsync(config, "2");
        await _clock.AdvanceUntilAsync("the swap", () => applying.IsCompleted, s_step);
        await applying;
    }

    private AgentConfig Config(string receiver, long maxBytes) =>
        Given.Config(Given.Job, Given.Destination with { Url = $"http://{receiver}/write", Tls = new TlsOptions { ServerName = receiver } }) with
        {
            Extras = new AgentExtras { Spool = new SpoolOptions { Directory = _folder.Path, MaxBytes = maxBytes } },
        };
}
