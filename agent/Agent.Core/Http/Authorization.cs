using System.Net.Http.Headers;
using System.Text;
using Sonde.Agent.Core.Config;

namespace Sonde.Agent.Core.Http;

/// <summary>The Authorization header.</summary>
internal static class Authorization
{
    /// <summary>The header for configured credentials; null for none.</summary>
    public static AuthenticationHeaderValue? Of(HttpAuth? auth) => auth switch
    {
        null => null,
        HttpAuth.Basic basic => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{basic.Username}:{basic.Password}"))),
        HttpAuth.Bearer bearer => new(bearer.Scheme, bearer.Token),
        _ => throw new InvalidOperationException($"No header carries {auth}."),
    };
}
