using System.Text;

namespace Sonde.Agent.Core.Config;

/// <summary>Writes YAML line by line: the same calls give the same bytes. Every text is quoted, so that none is taken for a number, a flag or nothing.</summary>
internal sealed class YamlText
{
    private readonly StringBuilder _text = new();
    private int _depth;
    private bool _afterDash;

    public void Comment(string line) => Line($"# {line}");

    public void Key(string key) => Line($"{KeyText(key)}:");

    public void Plain(string key, string value) => Line($"{KeyText(key)}: {value}");

    public void Quoted(string key, string value) => Line($"{KeyText(key)}: {Quote(value)}");

    public void QuotedList(string key, IEnumerable<string> values) => Line($"{KeyText(key)}: [{string.Join(", ", values.Select(Quote))}]");

    /// <summary>What is written within is one level deeper.</summary>
    public void Under(string key, Action within)
    {
        Key(key);
        Deeper(within);
    }

    /// <summary>A list under the key that was written last, an item each.</summary>
    public void Items<T>(IEnumerable<T> items, Action<T> write)
    {
        foreach (var item in items)
        {
            _depth++;
            _afterDash = true;
            Deeper(() => write(item));
            _depth--;
        }
    }

    public override string ToString() => _text.ToString();

    private void Deeper(Action within)
    {
        _depth++;
        within();
        _depth--;
    }

    private void Line(string line)
    {
        _text.Append(' ', 2 * (_afterDash ? _depth - 1 : _depth)).Append(_afterDash ? "- " : "").Append(line).Append('\n');
        _afterDash = false;
    }

    /// <summary>Keys of ours are plain; names that a user chose may be anything.</summary>
    private static string KeyText(string key) => key.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '/' or '-') && !char.IsAsciiDigit(key[0]) && key[0] != '-' ? key : Quote(key);

    private static string Quote(string value)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' or '\\' => quoted.Append('\\').Append(c),
                '\n' => quoted.Append("\\n"),
                '\t' => quoted.Append("\\t"),
                '\r' => quoted.Append("\\r"),
                < ' ' or (>= '\x7f' and <= '\xa0') or '\u2028' or '\u2029' or '\ufeff' => quoted.Append($"\\u{(int)c:x4}"),
                _ => quoted.Append(c),
            };
        }

        return quoted.Append('"').ToString();
    }
}
