namespace Sonde.Operator.Kube;

/// <summary>Whether this replica may write.</summary>
public interface ILeadership
{
    /// <summary>True from the moment the Lease is held until it is lost, released, or could not be renewed in time.</summary>
    bool IsLeader { get; }
}
