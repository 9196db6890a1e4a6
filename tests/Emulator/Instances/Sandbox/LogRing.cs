namespace Sonde.Emulator.Instances.Sandbox;

/// <summary>The last lines that an instance wrote.</summary>
internal sealed class LogRing
{
    private const int MostLines = 2000;
    private const int LongestLine = 4000;
    private readonly Lock _lock = new();
    private readonly Queue<string> _lines = new();

    public void Add(string? line)
    {
        if (line is null)
            return;
        lock (_lock)
        {
            if (_lines.Count == MostLines)
                _lines.Dequeue();
            _lines.Enqueue(line.Length > LongestLine ? line[..LongestLine] : line);
        }
    }

    /// <summary>The lines, oldest first.</summary>
    public IReadOnlyList<string> Lines()
    {
        lock (_lock)
            return [.. _lines];
    }

    /// <summary>The end of it in UTF-8, at most that many bytes.</summary>
    public byte[] End(int bytes)
    {
        var text = System.Text.Encoding.UTF8.GetBytes(string.Concat(Lines().Select(line => line + "\n")));
        return text[Math.Max(text.Length - bytes, 0)..];
    }

    /// <summary>The last few lines as one text.</summary>
    public string Tail(int lines)
    {
        lock (_lock)
            return string.Join('\n', _lines.TakeLast(lines));
    }
}
