using System.Text;

namespace Sonde.Operator.Cloud.Signing;

/// <summary>The derived keys of one region: one a day and secret, so that a call costs one digest of the secret and not five.</summary>
/// <param name="region">Without <c>oss-</c>.</param>
internal sealed class Oss4Keys(string region)
{
    /// <summary>Last part of each scope.</summary>
    public const string ScopeEnd = "aliyun_v4_request";

    private Derived? _last;

    public string Region => region;

    /// <summary>The key that signs on <paramref name="day"/> (<c>yyyyMMdd</c>).</summary>
    public byte[] Of(string secret, string day)
    {
        // Two at once derive the same, so whose is kept does not matter.
        if (_last is { } last && last.Day == day && last.Secret == secret)
            return last.Key;

        var key = Derive(secret, day);
        _last = new(secret, day, key);
        return key;
    }

    private byte[] Derive(string secret, string day) => Hex.Hmac(Hex.Hmac(Hex.Hmac(Hex.Hmac(Encoding.UTF8.GetBytes("aliyun_v4" + secret), day), region), "oss"), ScopeEnd);

    /// <summary>No record: its text form would show the secret.</summary>
    private sealed class Derived(string secret, string day, byte[] key)
    {
        public string Secret => secret;

        public string Day => day;

        public byte[] Key => key;
    }
}
