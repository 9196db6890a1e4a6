namespace Sonde.Emulator.Oss;

/// <summary>What an operation is about.</summary>
internal enum OssLevel
{
    Service,
    Bucket,
    Object,
}
