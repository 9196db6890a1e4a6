namespace Sonde.Operator.Cloud.Credentials;

/// <summary>Credentials that can be had anew when a service finds the key expired before its time.</summary>
internal interface IRenewable
{
    /// <summary>Forgets <paramref name="key"/>, unless it has been replaced already.</summary>
    void Discard(AccessKey key);
}
