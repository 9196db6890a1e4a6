namespace Sonde.Operator.Cloud.ObjectStorage;

/// <summary>Content to be written: of known length, and readable again when the upload is repeated.</summary>
public abstract class ObjectBody
{
    private ObjectBody()
    {
    }

    /// <summary>Bytes.</summary>
    public abstract long Length { get; }

    internal abstract Stream Open();

    /// <summary>Content in memory.</summary>
    public static ObjectBody FromBytes(ReadOnlyMemory<byte> bytes) => new Bytes(bytes);

    /// <summary>Content of a file, which must not change meanwhile.</summary>
    /// <exception cref="FileNotFoundException">No such file.</exception>
    public static ObjectBody FromFile(string path) => new File(path, new FileInfo(path).Length);

    private sealed class Bytes(ReadOnlyMemory<byte> bytes) : ObjectBody
    {
        public override long Length => bytes.Length;

        internal override Stream Open() => new MemoryStream(bytes.ToArray(), writable: false);
    }

    private sealed class File(string path, long length) : ObjectBody
    {
        public override long Length => length;

        internal override Stream Open() => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 81920, FileOptions.Asynchronous | FileOptions.SequentialScan);
    }
}
