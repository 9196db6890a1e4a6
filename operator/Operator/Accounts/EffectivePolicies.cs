using System.Globalization;
using Sonde.Operator.Api;

namespace Sonde.Operator.Accounts;

/// <summary>The policies in force: the object's own, else the account's defaults, else the kind's.</summary>
internal static class EffectivePolicies
{
    private const string DefaultInterval = "10m";

    /// <param name="management">What the object says.</param>
    /// <param name="account">Its account.</param>
    /// <param name="kindDeletion">What deletion does to this kind unless somebody says otherwise.</param>
    public static EffectiveSettings Of(Management? management, AccountAccess account, DeletionPolicy kindDeletion)
    {
        var defaults = account.Spec.Defaults;
        return new()
        {
            Policy = management?.Policy ?? ManagementPolicy.Manage,
            AdoptionPolicy = management?.AdoptionPolicy ?? defaults?.AdoptionPolicy ?? AdoptionPolicy.OwnedOnly,
            // History is data: an account's default never deletes an instance.
            DeletionPolicy = management?.DeletionPolicy ?? (kindDeletion is DeletionPolicy.Orphan ? DeletionPolicy.Orphan : defaults?.DeletionPolicy ?? kindDeletion),
            DriftPolicy = management?.Drift?.Policy ?? defaults?.DriftPolicy ?? DriftPolicy.Correct,
            Interval = management?.Interval ?? defaults?.Interval ?? DefaultInterval,
            Account = account.Name,
            AccountId = account.AccountId,
            Region = account.Region,
        };
    }

    /// <summary>A duration as Kubernetes writes it: <c>1h30m</c>, <c>90s</c>, <c>500ms</c>.</summary>
    /// <exception cref="FormatException">It is none; the CRD's schema refuses such a value before.</exception>
    public static TimeSpan Duration(string text)
    {
        var total = TimeSpan.Zero;
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            var digits = rest.IndexOfAnyExceptInRange('0', '9');
            if (digits <= 0)
                throw new FormatException($"'{text}' is no duration.");

            var number = int.Parse(rest[..digits], CultureInfo.InvariantCulture);
            rest = rest[digits..];
            var unit = rest.StartsWith("ms") ? "ms" : rest[..1].ToString();
            rest = rest[unit.Length..];
            total += unit switch
            {
                "ms" => TimeSpan.FromMilliseconds(number),
                "s" => TimeSpan.FromSeconds(number),
                "m" => TimeSpan.FromMinutes(number),
                "h" => TimeSpan.FromHours(number),
                _ => throw new FormatException($"'{text}' is no duration."),
            };
        }

        return total;
    }
}
