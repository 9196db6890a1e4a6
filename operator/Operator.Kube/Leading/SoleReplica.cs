namespace Sonde.Operator.Kube;

/// <summary>Leadership where there is no election: the only replica always leads.</summary>
internal sealed class SoleReplica : ILeadership
{
    public bool IsLeader => true;
}
