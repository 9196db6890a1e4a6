namespace Sonde.Agent.Core.Telemetry;

/// <summary>Why samples never arrived. Each is a value of the label <c>reason</c>, in lower case with underscores.</summary>
internal enum DropReason
{
    /// <summary>The receiver refused them for good (a 4xx).</summary>
    Refused,

    /// <summary>The receiver refused our credentials.</summary>
    Unauthorized,

    /// <summary>One sample alone was too large for the receiver.</summary>
    TooLarge,

    /// <summary>The queue was full; the oldest went.</summary>
    QueueFull,

    /// <summary>They were older than the age limit.</summary>
    TooOld,

    /// <summary>The spool was full; its oldest part went.</summary>
    SpoolFull,

    /// <summary>A record of the spool was torn or damaged.</summary>
    SpoolDamaged,

    /// <summary>The agent stopped before they could be sent.</summary>
    Shutdown,
}
