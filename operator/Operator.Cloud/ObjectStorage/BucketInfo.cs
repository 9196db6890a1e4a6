namespace Sonde.Operator.Cloud.ObjectStorage;

/// <summary>What is known of a bucket.</summary>
/// <param name="Name">Name.</param>
/// <param name="Location">Where it lies, e.g. <c>oss-cn-hangzhou</c>.</param>
/// <param name="Acl"><c>private</c>, <c>public-read</c>, <c>public-read-write</c>; null when not stated.</param>
/// <param name="OwnerId">Account number of the owner; null when not stated.</param>
public sealed record BucketInfo(string Name, string Location, string? Acl, string? OwnerId);
