namespace Sonde.Emulator.Oss;

/// <summary>An object was written or deleted.</summary>
/// <param name="Object">The object now; null when it was deleted.</param>
public sealed record ObjectChange(string Bucket, string Key, StoredObject? Object);
