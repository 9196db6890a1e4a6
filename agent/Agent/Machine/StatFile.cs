using System.Buffers.Text;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Sonde.Agent.Machine;

/// <summary>A small file of the kernel that holds a number, or lines of a word and a number. It is written anew at each read.</summary>
internal sealed class StatFile : IDisposable
{
    // The longest, memory.stat, has what we read in its first kilobyte.
    private const int LongestRead = 4096;

    // Version 1 says "no limit" by the largest number of whole pages.
    private const long NoLimit = 1L << 62;

    private readonly SafeFileHandle _file;

    private StatFile(SafeFileHandle file) => _file = file;

    /// <summary>Opens it; null where it is not there or not ours to read.</summary>
    public static StatFile? TryOpen(string path)
    {
        try
        {
            return new StatFile(File.OpenHandle(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The number after a word at the start of a line, or of the whole file; not a number where there is none.</summary>
    public double Read(string? key)
    {
        Span<byte> buffer = stackalloc byte[LongestRead];
        try
        {
            ReadOnlySpan<byte> text = buffer[..RandomAccess.Read(_file, buffer, 0)];
            var number = key is null ? text : After(text, key);
            return Utf8Parser.TryParse(number, out long value, out _) && value < NoLimit ? value : double.NaN;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The group was removed, or the figures are being switched off: no reason to fail a scrape.
            return double.NaN;
        }
    }

    public void Dispose() => _file.Dispose();

    private static ReadOnlySpan<byte> After(ReadOnlySpan<byte> text, string key)
    {
        Span<byte> word = stackalloc byte[Encoding.UTF8.GetMaxByteCount(key.Length)];
        word = word[..Encoding.UTF8.GetBytes(key, word)];
        foreach (var range in text.Split((byte)'\n'))
        {
            var line = text[range];
            if (line.Length > word.Length && line.StartsWith(word) && line[word.Length] == ' ')
                return line[(word.Length + 1)..];
        }

        return [];
    }
}
