namespace Sonde.Operator.Cloud.ObjectStorage;

/// <summary>Content to be written: of known length, and readable again when the upload is repeated.</summary>
public abstract class ObjectBody
{
    private ObjectBody()
    {
    }

    /// <summary>Bytes.</summary>
    public abstract long Length { get; }

    /// <summary>A stream that begins with the content; it may go on after <see cref="Length"/> bytes.</summary>
    internal abstract Stream Open();

    /// <summary>A part of the content, read from the same place.</summary>
    internal ObjectBody Slice(long offset, long length) => new Part(this, offset, length);

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

    private sealed class Part(ObjectBody whole, long offset, long length) : ObjectBody
    {
        public override long Length => length;

        internal override Stream Open()
        {
            var stream = whole.Open();
            stream.Position = offset;
            return stream;
        }
    }

    private sealed class File(string path, long length) : ObjectBody
    {
        public override long Length => length;

        internal override Stream Open() => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 81920, FileOptions.Asynchronous | FileOptions.SequentialScan);
    }
}
