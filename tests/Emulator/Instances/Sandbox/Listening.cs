namespace Sonde.Emulator.Instances.Sandbox;

/// <summary>On which addresses a port is open.</summary>
internal enum Listening
{
    /// <summary>Nobody listens.</summary>
    Nowhere,

    /// <summary>Only on some address, such as 127.0.0.1: the platform does not reach it.</summary>
    LoopbackOnly,

    /// <summary>On 0.0.0.0 or ::.</summary>
    Everywhere,
}
