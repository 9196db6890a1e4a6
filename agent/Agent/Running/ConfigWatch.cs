using Microsoft.Extensions.Logging;
using Sonde.Agent.Core.Config;

namespace Sonde.Agent.Running;

/// <summary>Looks at the config files again and again; an OSS mount tells nobody when a file changes.</summary>
/// <remarks>A new content must be the same at two looks, since a file may be caught half-written, and must be valid. What is refused is told once.</remarks>
internal sealed class ConfigWatch(ConfigFiles files, TimeProvider clock, ILogger log)
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_settle = TimeSpan.FromSeconds(1);

    private string _refused = "";
    private bool _unreadable;

    /// <summary>The next content that differs from the running one and is valid.</summary>
    public async Task<LoadedConfig> NextAsync(string runningHash, CancellationToken cancellation)
    {
        while (true)
        {
            await Task.Delay(s_interval, clock, cancellation);
            if (HashOfNow() is not { } seen || seen == runningHash || seen == _refused)
                continue;

            await Task.Delay(s_settle, clock, cancellation);
            if (TryRead() is not { } sources || ConfigHash.Of(sources) != seen)
                continue;

            var loaded = files.Understand(sources);
            if (loaded.Reading.Config is not null)
                return loaded;
            Refuse(seen, $"{loaded.Reading.Faults[0]}{(loaded.Reading.Faults.Count > 1 ? $" (and {loaded.Reading.Faults.Count - 1} more)" : "")}");
        }
    }

    /// <summary>A content that the reader took could not be run: it is told, and not looked at again.</summary>
    public void Refuse(string hash, string why)
    {
        _refused = hash;
        log.ConfigRefused(hash, why);
    }

    private string? HashOfNow() => TryRead() is { } sources ? ConfigHash.Of(sources) : null;

    private IReadOnlyList<ConfigSource>? TryRead()
    {
        try
        {
            var sources = files.Read();
            _unreadable = false;
            return sources;
        }
        catch (IOException e)
        {
            if (!_unreadable)
                log.ConfigUnreadable(e.Message);
            _unreadable = true;
            return null;
        }
    }
}
