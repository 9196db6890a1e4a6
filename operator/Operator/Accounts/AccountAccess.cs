using Sonde.Operator.Api;
using Sonde.Operator.Cloud;

namespace Sonde.Operator.Accounts;

/// <summary>An account that is ready to work in.</summary>
/// <param name="Name">Account object as kind/namespace/name.</param>
/// <param name="Spec">What was declared of it.</param>
/// <param name="AccountId">The account's number.</param>
/// <param name="OwnerId">First part of every owner tag.</param>
/// <param name="Cloud">Its clients.</param>
internal sealed record AccountAccess(string Name, CloudAccountSpec Spec, string AccountId, string OwnerId, ICloud Cloud)
{
    public string Region => Spec.Region;

    /// <summary>Tags of a resource of <paramref name="entityNamespace"/>/<paramref name="entityName"/>: the account's, the object's own, and ours last.</summary>
    public IReadOnlyList<Tag> TagsOf(string entityNamespace, string entityName, string uid, IReadOnlyDictionary<string, string>? own)
    {
        var tags = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in (Spec.DefaultTags ?? []).Concat(own ?? new Dictionary<string, string>(StringComparer.Ordinal)))
            tags[key] = value;

        tags[SondeApi.OwnerTag] = $"{OwnerId}/{entityNamespace}/{entityName}";
        tags[SondeApi.UidTag] = uid;
        return [.. tags.Select(t => new Tag(t.Key, t.Value))];
    }
}
