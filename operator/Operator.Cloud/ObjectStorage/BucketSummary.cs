namespace Sonde.Operator.Cloud.ObjectStorage;

/// <summary>One line of the list of buckets.</summary>
/// <param name="Name">Name.</param>
/// <param name="Location">Where it lies, e.g. <c>oss-cn-hangzhou</c>.</param>
/// <param name="Created">When it was made.</param>
public sealed record BucketSummary(string Name, string Location, DateTimeOffset Created);
