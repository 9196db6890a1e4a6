namespace Sonde.Emulator.Faults;

/// <summary>What a fault does before the work.</summary>
internal static class FaultActions
{
    /// <summary>What the journal says of a request whose connection was broken before the work.</summary>
    public const string ResetCode = "fault:reset";

    /// <summary>Whether the rule wants the work done and then its answer lost, replaced or damaged.</summary>
    public static bool Spoils(FaultRule? fault) => fault is { Mode: FaultMode.AfterWork or FaultMode.ResetInBody or FaultMode.WrongLength };

    /// <summary>Waits or refuses as the rule says.</summary>
    /// <returns>False when the connection is to be broken: after the journal has noted it, since the client may ask for that at once.</returns>
    /// <exception cref="Http.Refusal">The rule refuses the request.</exception>
    public static async Task<bool> BeginAsync(FaultRule? fault, string service, string operation, HttpContext context, TimeProvider clock)
    {
        if (fault is null)
            return true;
        if (fault.DelayMs > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(fault.DelayMs), clock, context.RequestAborted);
        if (fault.Mode == FaultMode.Reset)
            return false;

        var refuses = fault.Mode is FaultMode.Deny or FaultMode.ExpiredToken || fault is { Mode: FaultMode.Before, Status: > 0 };
        return refuses ? throw FaultRefusals.Of(fault, service, operation) : true;
    }
}
