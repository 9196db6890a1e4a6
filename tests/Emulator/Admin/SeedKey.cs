namespace Sonde.Emulator.Admin;

/// <summary>An AccessKey of a seed.</summary>
/// <param name="SecurityTokens">Tokens that may come with the key though it lasts.</param>
internal sealed record SeedKey(string Id, string Secret, IReadOnlyList<string>? SecurityTokens = null);
