namespace Sonde.Operator.Api;

/// <summary>The part of a spec that every kind with something in the cloud shares.</summary>
public interface IManagedSpec
{
    /// <summary>The account; <see cref="SondeApi.DefaultAccountName"/> of the namespace when absent.</summary>
    AccountRef? AccountRef { get; }

    /// <summary>Policies of this object.</summary>
    Management? Management { get; }

    /// <summary>Whether every cloud call is stopped.</summary>
    bool? Paused { get; }
}
