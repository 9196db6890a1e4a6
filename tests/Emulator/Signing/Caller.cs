using Sonde.Emulator.Identity;

namespace Sonde.Emulator.Signing;

/// <summary>Who signed a request.</summary>
internal sealed record Caller(string AccountId, AccessKey? Key)
{
    /// <summary>The key's id; "console" for calls through the admin door.</summary>
    public string KeyId => Key?.Id ?? "console";
}
