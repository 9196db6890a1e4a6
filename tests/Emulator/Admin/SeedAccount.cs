using Sonde.Emulator.Identity;

namespace Sonde.Emulator.Admin;

/// <summary>An account of a seed.</summary>
/// <param name="AccessKeys">Keys of the account.</param>
/// <param name="Roles">Names of RAM roles.</param>
/// <param name="LogProjects">As <c>project/logstore</c>.</param>
internal sealed record SeedAccount(string Id, IReadOnlyList<SeedKey>? AccessKeys = null, IReadOnlyList<string>? Roles = null, IReadOnlyList<string>? LogProjects = null)
{
    public void Apply(AccountStore accounts)
    {
        accounts.Put(
            new(Id, (Roles ?? []).ToHashSet(StringComparer.Ordinal), (LogProjects ?? []).ToHashSet(StringComparer.Ordinal)),
            (AccessKeys ?? []).Select(key => new AccessKey(Id, key.Id, key.Secret, "", null, "")));
        foreach (var key in AccessKeys ?? [])
        {
            foreach (var token in key.SecurityTokens ?? [])
                accounts.Accept(key.Id, token);
        }
    }
}
