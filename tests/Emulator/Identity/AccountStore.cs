using System.Security.Cryptography;

namespace Sonde.Emulator.Identity;

/// <summary>Who may call: accounts with their keys, roles, log projects, and the temporary credentials given out. Safe to call from any thread.</summary>
public sealed class AccountStore(string region, TimeProvider clock)
{
    /// <summary>Account that is there without a seed.</summary>
    public const string DefaultAccountId = "1234567890123456";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Account> _accounts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AccessKey> _keys = new(StringComparer.Ordinal);
    private readonly HashSet<(string KeyId, string Token)> _tokens = [];
    private List<string>? _secrets;

    /// <summary>Region that the accounts work in.</summary>
    public string Region => region;

    /// <summary>Temporary credentials of a role, as FC injects them; they sign calls to this emulator until they expire.</summary>
    /// <returns>Null when there is no such role.</returns>
    public AccessKey? IssueFor(string roleArn, TimeSpan lifetime)
    {
        lock (_gate)
        {
            if (FindRole(roleArn) is not { } account)
                return null;
            var key = new AccessKey(
                account.Id,
                "STS." + RandomNumberGenerator.GetHexString(24),
                RandomNumberGenerator.GetHexString(40),
                "CAIS" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(96)),
                clock.GetUtcNow() + lifetime,
                roleArn);
            _keys[key.Id] = key;
            _secrets = null;
            return key;
        }
    }

    /// <summary>Whether the role of <c>acs:ram::{account}:role/{name}</c> is there.</summary>
    public bool RoleExists(string roleArn)
    {
        lock (_gate)
            return FindRole(roleArn) is not null;
    }

    internal IReadOnlyList<Account> All()
    {
        lock (_gate)
            return [.. _accounts.Values];
    }

    internal Account Account(string id)
    {
        lock (_gate)
            return _accounts[id];
    }

    internal AccessKey? Key(string id)
    {
        lock (_gate)
            return _keys.GetValueOrDefault(id);
    }

    /// <summary>Whether a call that carries this security token (empty: none) may be signed with the key.</summary>
    internal bool Accepts(AccessKey key, string token)
    {
        lock (_gate)
            return token == key.SecurityToken || _tokens.Contains((key.Id, token));
    }

    /// <summary>Lets a token be used with a lasting key, as recordings of the official SDKs do.</summary>
    internal void Accept(string keyId, string token)
    {
        lock (_gate)
        {
            _tokens.Add((keyId, token));
            _secrets = null;
        }
    }

    /// <summary>Every text that must never be written anywhere.</summary>
    /// <remarks>Asked for with every request, so it is made anew only after a change.</remarks>
    internal IReadOnlyList<string> Secrets()
    {
        lock (_gate)
            return _secrets ??= [.. _keys.Values.SelectMany(key => new[] { key.Secret, key.SecurityToken }).Concat(_tokens.Select(use => use.Token)).Where(text => text.Length > 0)];
    }

    /// <summary>Adds an account or replaces what is known of it.</summary>
    internal void Put(Account account, IEnumerable<AccessKey> keys)
    {
        lock (_gate)
        {
            _accounts[account.Id] = account;
            foreach (var key in keys)
                _keys[key.Id] = key;
            _secrets = null;
        }
    }

    internal void RemoveKey(string id)
    {
        lock (_gate)
        {
            _keys.Remove(id);
            _secrets = null;
        }
    }

    private Account? FindRole(string arn) => arn.Split(':') is ["acs", "ram", "", var id, var role] && role.StartsWith("role/", StringComparison.Ordinal)
        && _accounts.TryGetValue(id, out var account) && account.Roles.Contains(role["role/".Length..])
        ? account
        : null;
}
