using Sonde.Emulator.Identity;

namespace Sonde.Emulator.Admin;

/// <summary>A bucket of a seed.</summary>
/// <param name="Account">Owner; the default account when absent.</param>
internal sealed record SeedBucket(string Name, string? Account = null, IReadOnlyList<SeedObject>? Objects = null)
{
    public void Apply(EmulatorWorld world, string folder)
    {
        world.Buckets.Exclusively(table => table.FindOrAdd(Name, Account ?? AccountStore.DefaultAccountId));
        world.Seeded.Add($"bucket {Name}");
        foreach (var item in Objects ?? [])
        {
            world.Buckets.Write(Account ?? AccountStore.DefaultAccountId, Name, item.Key, item.Content(folder));
            world.Seeded.Add($"object {Name}/{item.Key}");
        }
    }
}
