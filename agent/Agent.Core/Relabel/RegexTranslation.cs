using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Sonde.Agent.Core.Relabel;

/// <summary>Rewrites an RE2 expression, which Prometheus' rules are written in, for .NET's engine.</summary>
/// <remarks>
/// What differs: <c>(?P&lt;n&gt;…)</c>; named groups are numbered with the others; <c>\d \w \s</c> know ASCII only; <c>$</c> is the end of the
/// text and not also before a last line feed; <c>\pL</c>; <c>\Q…\E</c>; <c>[[:alpha:]]</c>; <c>\z</c>. Counted repeats stop at 1000, as in RE2.
/// </remarks>
internal ref struct RegexTranslation
{
    private const int MaxRepeat = 1_000;

    private readonly ReadOnlySpan<char> _source;
    private readonly StringBuilder _target;
    private readonly List<string> _groups;
    private int _at;

    private RegexTranslation(string source)
    {
        _source = source;
        _target = new(source.Length + 16);
        _groups = [""];
    }

    /// <summary>The expression for .NET, and the name of each group by its number ("" where it has none).</summary>
    /// <exception cref="FormatException">The expression has something that neither engine could run in linear time.</exception>
    public static (string Pattern, IReadOnlyList<string> Groups) Of(string expression)
    {
        RegexTranslation translation = new(expression);
        translation.Run();
        return (translation._target.ToString(), translation._groups);
    }

    private void Run()
    {
        while (_at < _source.Length)
        {
            switch (_source[_at])
            {
                case '\\':
                    Escape(inClass: false);
                    break;
                case '[':
                    Class();
                    break;
                case '(':
                    Group();
                    break;
                case '{':
                    Repeat();
                    break;
                case '$':
                    _target.Append(@"\z");
                    _at++;
                    break;
                default:
                    _target.Append(_source[_at++]);
                    break;
            }
        }
    }

    private void Group()
    {
        var rest = _source[_at..];
        var nameStart = rest.StartsWith("(?P<") ? 4 : rest.StartsWith("(?<") && !rest.StartsWith("(?<=") && !rest.StartsWith("(?<!") ? 3 : 0;
        if (nameStart > 0 && rest.IndexOf('>') is > 0 and var end)
        {
            _groups.Add(rest[nameStart..end].ToString());
            _target.Append('(');
            _at += end + 1;
            return;
        }

        if (rest.StartsWith("(?=") || rest.StartsWith("(?!") || rest.StartsWith("(?<") || rest.StartsWith("(?>"))
            throw new FormatException("look-around and atomic groups are not part of RE2");
        if (!rest.StartsWith("(?"))
            _groups.Add("");
        _target.Append('(');
        _at++;
    }

    private void Repeat()
    {
        var close = _source[_at..].IndexOf('}');
        var body = close < 0 ? default : _source.Slice(_at + 1, close - 1);
        foreach (var bound in body.Split(','))
        {
            if (int.TryParse(body[bound], NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > MaxRepeat)
                throw new FormatException($"a repeat of {count} is over {MaxRepeat}");
        }

        _target.Append('{');
        _at++;
    }

    private void Class()
    {
        _target.Append('[');
        _at++;
        if (_at < _source.Length && _source[_at] == '^')
            _target.Append(_source[_at++]);
        if (_at < _source.Length && _source[_at] == ']')
        {
            _target.Append(@"\]");
            _at++;
        }

        while (_at < _source.Length && _source[_at] != ']')
        {
            if (_source[_at] == '\\')
                Escape(inClass: true);
            else if (_source[_at..].StartsWith("[:") && _source[_at..].IndexOf(":]") is > 0 and var end)
                Posix(_source[(_at + 2)..(_at + end)], end + 2);
            else if (_source[_at] == '[')
            {
                _target.Append(@"\[");
                _at++;
            }
            else
                _target.Append(_source[_at++]);
        }

        if (_at < _source.Length)
            _target.Append(_source[_at++]);
    }

    private void Posix(ReadOnlySpan<char> name, int length)
    {
        _target.Append(name switch
        {
            "alpha" => "A-Za-z",
            "digit" => "0-9",
            "alnum" => "0-9A-Za-z",
            "lower" => "a-z",
            "upper" => "A-Z",
            "space" => @"\t\n\v\f\r ",
            "blank" => @"\t ",
            "word" => "0-9A-Za-z_",
            "xdigit" => "0-9A-Fa-f",
            "punct" => @"!-/:-@\[-`{-~",
            _ => throw new FormatException($"[:{name}:] is not a class of characters"),
        });
        _at += length;
    }

    private void Escape(bool inClass)
    {
        if (_at + 1 == _source.Length)
            throw new FormatException("a backslash at the end escapes nothing");

        var (letter, open, close) = (_source[_at + 1], inClass ? "" : "[", inClass ? "" : "]");
        switch (letter)
        {
            case 'd':
                Replace($"{open}0-9{close}");
                break;
            case 'w':
                Replace($"{open}0-9A-Za-z_{close}");
                break;
            case 's':
                Replace($@"{open}\t\n\f\r {close}");
                break;
            case 'D' when !inClass:
                Replace("[^0-9]");
                break;
            case 'W' when !inClass:
                Replace("[^0-9A-Za-z_]");
                break;
            case 'S' when !inClass:
                Replace(@"[^\t\n\f\r ]");
                break;
            case 'Q':
                Quote();
                break;
            case 'p' or 'P' when _at + 2 < _source.Length && _source[_at + 2] != '{':
                _target.Append('\\').Append(letter).Append('{').Append(_source[_at + 2]).Append('}');
                _at += 3;
                break;
            case >= '1' and <= '9' or 'k':
                throw new FormatException("back-references are not part of RE2");
            default:
                _target.Append('\\').Append(letter);
                _at += 2;
                break;
        }
    }

    private void Replace(string text)
    {
        _target.Append(text);
        _at += 2;
    }

    private void Quote()
    {
        var rest = _source[(_at + 2)..];
        var end = rest.IndexOf(@"\E");
        var literal = end < 0 ? rest : rest[..end];
        _target.Append(Regex.Escape(literal.ToString()));
        _at += 2 + literal.Length + (end < 0 ? 0 : 2);
    }
}
