using Sonde.Agent.Core.Config;

namespace Sonde.Agent.Core.Spool;

/// <summary>The folder of one destination's spool, held by one process at a time. Files in it that are not its own are left alone.</summary>
internal sealed class SpoolFolder : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly FileStream _lock;

    /// <summary>Takes the folder; makes it when it is absent.</summary>
    /// <exception cref="IOException">It cannot be written, or another process holds it; the message says which.</exception>
    public SpoolFolder(SpoolOptions options, string url)
    {
        Identity = SpoolIdentity.Of(url);
        MaxBytes = Math.Max(options.MaxBytes, SpoolOptions.LeastBytes);
        Path = System.IO.Path.Combine(options.Directory, Identity.ToString());
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(Path);
            else
                Directory.CreateDirectory(Path, Private);
            _lock = new FileStream(System.IO.Path.Combine(Path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            Mark = new SpoolMark(Path);
        }
        catch (UnauthorizedAccessException e)
        {
            _lock?.Dispose();
            throw new IOException(e.Message, e);
        }
        catch (IOException)
        {
            _lock?.Dispose();
            throw;
        }
    }

    public SpoolIdentity Identity { get; }

    public string Path { get; }

    /// <summary>Most bytes of all segments.</summary>
    public long MaxBytes { get; }

    /// <summary>Size at which a segment is full: small parts of the whole, for the oldest goes as a whole.</summary>
    public long SegmentBytes => Math.Clamp(MaxBytes / 8, 128 << 10, 4 << 20);

    public SpoolMark Mark { get; }

    /// <summary>A number that no file has, whoever's it is, and the mark does not know: an old mark must never be taken for one of a new segment.</summary>
    public long FreeNumber => Math.Max(Directory.EnumerateFiles(Path).Max(SpoolSegment.NumberOf) ?? 0, Mark.Read()?.Segment ?? 0) + 1;

    /// <summary>The segments that earlier processes have left, oldest first.</summary>
    public List<SpoolSegment> Segments()
    {
        var found = Directory.EnumerateFiles(Path).Select(path => (Path: path, Number: SpoolSegment.NumberOf(path))).Where(file => file.Number is not null).OrderBy(file => file.Number);
        return [.. found.Select(file => TryOpen(file.Path, file.Number!.Value)).OfType<SpoolSegment>()];
    }

    public SpoolSegment NewSegment(long number) => SpoolSegment.Create(Path, number, Identity);

    public void Dispose()
    {
        Mark.Dispose();
        _lock.Dispose();
    }

    private SpoolSegment? TryOpen(string path, long number)
    {
        try
        {
            return SpoolSegment.Open(path, number, Identity);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;   // not ours, whatever it is
        }
    }
}
