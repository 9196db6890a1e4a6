namespace Sonde.Emulator.Instances;

/// <summary>One instance as ListInstances tells of it (fc.md 2).</summary>
/// <param name="InstanceId">The value of <c>FC_INSTANCE_ID</c>: <c>c-…</c>.</param>
/// <param name="VersionId">"0" for LATEST.</param>
/// <param name="Status">Running, Frozen or Destroyed, among others.</param>
/// <param name="ResourceType">OnDemand or Provisioned.</param>
public sealed record InstanceInfo(
    string InstanceId,
    string VersionId,
    string Qualifier,
    string Status,
    DateTimeOffset Created,
    DateTimeOffset? Destroyed,
    string ResourceType);
