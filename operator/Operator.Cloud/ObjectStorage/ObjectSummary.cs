namespace Sonde.Operator.Cloud.ObjectStorage;

/// <summary>One line of a list.</summary>
/// <param name="Key">Key, decoded.</param>
/// <param name="Size">Bytes.</param>
/// <param name="ETag">Without quotes, upper case.</param>
/// <param name="LastModified">When it was written.</param>
public sealed record ObjectSummary(string Key, long Size, string ETag, DateTimeOffset LastModified);
