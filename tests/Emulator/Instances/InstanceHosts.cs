namespace Sonde.Emulator.Instances;

/// <summary>Chooses what runs the instances.</summary>
internal static class InstanceHosts
{
    public static IInstanceHost For(EmulatorWorld world) =>
        world.Options.InstanceHost?.Invoke(world) ?? (world.Options.Instances ? new SandboxHost(world, world.Options.InstanceSettings) : new NullInstanceHost());
}
