namespace Sonde.Operator.Cloud.Http;

/// <summary>What a call does to the cloud, and so when it may be repeated.</summary>
internal enum CallEffect
{
    /// <summary>Nothing.</summary>
    Read,

    /// <summary>The same when it is done twice.</summary>
    Idempotent,

    /// <summary>Another thing each time: never repeated unless it surely did not happen.</summary>
    Create,

    /// <summary>Runs what others wrote: repeated only when it never left us. Not even a refusal is trusted, for the function may have worded it.</summary>
    Invoke,
}
