using System.Text.Json;
using System.Text.Json.Serialization;
using Sonde.Emulator.Identity;

namespace Sonde.Emulator.Admin;

/// <summary>What is there before the first request: accounts, and buckets with their objects.</summary>
internal sealed record Seed
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>The account that is there without a seed, with its key, a role and a log project.</summary>
    public static Seed Default { get; } = new()
    {
        Accounts =
        [
            new(
                AccountStore.DefaultAccountId,
                [new("LTAI5tFakeAccessKeyId001", "fakeSecretFakeSecretFakeSecret01", ["CAISfakeSecurityToken/with+plus=="])],
                ["fc-llm", "fc-default"],
                ["p/l"]),
        ],
    };

    public IReadOnlyList<SeedAccount> Accounts { get; set; } = [];

    public IReadOnlyList<SeedBucket> Buckets { get; set; } = [];

    /// <exception cref="JsonException">It is no seed; the message tells the place.</exception>
    public static Seed Parse(string json) => JsonSerializer.Deserialize<Seed>(json, s_json) ?? new();

    /// <param name="folder">Folder that the <c>file</c> of an object is relative to.</param>
    public void Apply(EmulatorWorld world, string folder)
    {
        foreach (var account in Accounts)
            account.Apply(world.Accounts);
        foreach (var bucket in Buckets)
            bucket.Apply(world, folder);
    }
}
