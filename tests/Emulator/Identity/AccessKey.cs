namespace Sonde.Emulator.Identity;

/// <summary>A key that signs calls. <see cref="ToString"/> tells the id only.</summary>
/// <param name="SecurityToken">Must come with each call when not empty.</param>
/// <param name="Expires">Null for a key without end.</param>
/// <param name="RoleArn">The role that it acts for; empty for a key of the account.</param>
public sealed record AccessKey(string AccountId, string Id, string Secret, string SecurityToken, DateTimeOffset? Expires, string RoleArn)
{
    /// <inheritdoc/>
    public override string ToString() => $"AccessKey {Id}";
}
