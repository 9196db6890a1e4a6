using System.Net.Http.Headers;
using System.Text;
using Sonde.Agent.Core.Config;

namespace Sonde.Agent.Core.Http;

/// <summary>The credentials of one job or destination. Those in files are read again now and then, and at once when they were refused: so they change without a restart.</summary>
internal sealed class Credentials(HttpAuth? auth, TimeProvider clock)
{
    private static readonly TimeSpan s_fresh = TimeSpan.FromSeconds(30);
    private const int LongestFile = 64 << 10;

    private AuthenticationHeaderValue? _header;
    private long? _readAt;

    /// <summary>The Authorization header; null for none.</summary>
    /// <exception cref="IOException">A file cannot be read; the message names it.</exception>
    public AuthenticationHeaderValue? Header()
    {
        if (_readAt is { } at && (!HasFiles || clock.GetElapsedTime(at) < s_fresh))
            return _header;

        _header = Make();
        _readAt = clock.GetTimestamp();
        return _header;
    }

    /// <summary>They were refused: what is in files is read again for the next request.</summary>
    public void Forget() => _readAt = null;

    /// <summary>Takes the secret out of a text of somebody else, who may repeat what he was sent.</summary>
    public string Hide(string text)
    {
        if (_header?.Parameter is not { Length: > 0 } secret)
            return text;

        text = text.Replace(secret, "***", StringComparison.Ordinal);
        if (auth is not HttpAuth.Basic)
            return text;
        var password = Encoding.UTF8.GetString(Convert.FromBase64String(secret)).Split(':', 2)[1];
        return password.Length == 0 ? text : text.Replace(password, "***", StringComparison.Ordinal);
    }

    private bool HasFiles => auth is HttpAuth.Basic { UsernameFile: not null } or HttpAuth.Basic { PasswordFile: not null } or HttpAuth.Bearer { TokenFile: not null };

    private AuthenticationHeaderValue? Make() => auth switch
    {
        null => null,
        HttpAuth.Basic basic => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Text(basic.Username, basic.UsernameFile)}:{Text(basic.Password, basic.PasswordFile)}"))),
        HttpAuth.Bearer bearer => new(bearer.Scheme, Text(bearer.Token, bearer.TokenFile)),
        _ => throw new InvalidOperationException($"No header carries {auth}."),
    };

    private static string Text(string value, string? file)
    {
        if (file is null)
            return value;

        try
        {
            using var content = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[LongestFile];
            var length = content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            var text = Encoding.UTF8.GetString(bytes, 0, length).Trim();
            return text.Length > 0 && !text.AsSpan().ContainsAny('\r', '\n') ? text : throw new IOException($"credential file {file} must hold one line.");
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"credential file {file} cannot be read: {e.Message}", e);
        }
    }
}
