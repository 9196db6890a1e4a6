namespace Sonde.Testing.Processes;

/// <summary>The signals that tests send, with their Linux numbers.</summary>
public enum UnixSignal
{
    /// <summary>Nothing is sent; only whether the process exists is asked.</summary>
    None = 0,

    /// <summary>Interrupt, as Ctrl-C sends it.</summary>
    Interrupt = 2,

    /// <summary>End at once; cannot be caught.</summary>
    Kill = 9,

    /// <summary>Please end.</summary>
    Terminate = 15,

    /// <summary>Go on after <see cref="Stop"/>.</summary>
    Continue = 18,

    /// <summary>Freeze; cannot be caught.</summary>
    Stop = 19,
}
