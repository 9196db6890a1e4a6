using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Sonde.Agent.Core.Config.Yaml;

/// <summary>Text → tree with places. Built over the parser's events: no reflection, so that it survives trimming.</summary>
/// <remarks>Depth and size are bounded, aliases included: a hostile file ends in a fault, not in a full memory.</remarks>
internal sealed class YamlTree
{
    private const int MaxDepth = 64;
    private const int MaxNodes = 200_000;
    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Dictionary<string, (YamlNode Node, int Size)> _anchors = new(StringComparer.Ordinal);
    private readonly Parser _parser;
    private readonly ConfigSource _source;
    private readonly ConfigFaults _faults;
    private int _nodes;

    private YamlTree(ConfigSource source, string text, ConfigFaults faults)
    {
        _source = source;
        _faults = faults;
        _parser = new Parser(new StringReader(text));
    }

    /// <summary>The tree of a file; an empty map for an empty file; null when it is no YAML (the fault is told).</summary>
    public static YamlMap? Read(ConfigSource source, ConfigFaults faults)
    {
        YamlTree? tree = null;
        try
        {
            tree = new YamlTree(source, s_strictUtf8.GetString(source.Content.Span), faults);
            return tree.ReadDocument();
        }
        catch (DecoderFallbackException)
        {
            faults.Add(new ConfigPlace(source.Name, 1, 1), "", "is not UTF-8 text.");
        }
        catch (YamlException e)
        {
            faults.Add(PlaceOf(source, e.Start), "", $"is not YAML: {e.Message}");
        }
        catch (Exception e) when (tree is not null && e is (InvalidOperationException or ArgumentException or InvalidCastException or IndexOutOfRangeException or OverflowException))
        {
            // The library's scanner breaks in these ways on text that is no YAML.
            faults.Add(PlaceOf(source, tree._parser.Current?.End ?? Mark.Empty), "", "is not YAML after this place.");
        }

        return null;
    }

    private YamlMap? ReadDocument()
    {
        _parser.Consume<StreamStart>();
        if (_parser.TryConsume<StreamEnd>(out _))
            return new YamlMap(new ConfigPlace(_source.Name, 1, 1), []);

        _parser.Consume<DocumentStart>();
        var root = ReadNode(depth: 0);
        _parser.Consume<DocumentEnd>();
        if (_parser.TryConsume<DocumentStart>(out var second))
            _faults.Add(PlaceOf(_source, second.Start), "", "has a second document; a config is one document.");
        if (root is YamlMap map)
            return map;
        if (root.IsNull)
            return new YamlMap(root.Place, []);

        _faults.Add(root.Place, "", $"holds {root.Kind}; a config is a map.");
        return null;
    }

    private YamlNode ReadNode(int depth)
    {
        var before = _nodes;
        var anchor = AnchorName.Empty;
        YamlNode node;
        if (_parser.TryConsume<AnchorAlias>(out var alias))
            return Resolve(alias);
        Grow(1, depth, _parser.Current);
        if (_parser.TryConsume<Scalar>(out var scalar))
            (anchor, node) = (scalar.Anchor, new YamlScalar(PlaceOf(_source, scalar.Start), scalar.Value, scalar.IsPlainImplicit));
        else if (_parser.TryConsume<SequenceStart>(out var list))
            (anchor, node) = (list.Anchor, ReadList(PlaceOf(_source, list.Start), depth));
        else
        {
            var map = _parser.Consume<MappingStart>();
            (anchor, node) = (map.Anchor, ReadMap(PlaceOf(_source, map.Start), depth));
        }

        if (!anchor.IsEmpty)
            _anchors[anchor.Value] = (node, _nodes - before);
        return node;
    }

    private YamlNode Resolve(AnchorAlias alias)
    {
        if (!_anchors.TryGetValue(alias.Value.Value, out var known))
            throw new YamlException(alias.Start, alias.End, $"alias *{alias.Value.Value} names no anchor above it");
        Grow(known.Size, 0, alias);
        return known.Node;
    }

    private YamlList ReadList(ConfigPlace place, int depth)
    {
        var items = new List<YamlNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
            items.Add(ReadNode(depth + 1));
        return new YamlList(place, items);
    }

    private YamlMap ReadMap(ConfigPlace place, int depth)
    {
        var entries = new List<YamlEntry>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            if (!_parser.TryConsume<Scalar>(out var key))
                throw new YamlException(_parser.Current!.Start, _parser.Current.End, "a key must be plain text");

            var keyPlace = PlaceOf(_source, key.Start);
            var value = ReadNode(depth + 1);
            if (keys.Add(key.Value))
                entries.Add(new YamlEntry(key.Value, keyPlace, value));
            else
                _faults.Add(keyPlace, key.Value, "is given twice in the same map.");
        }

        return new YamlMap(place, entries);
    }

    private void Grow(int by, int depth, ParsingEvent? at)
    {
        _nodes += by;
        if (depth > MaxDepth || _nodes > MaxNodes)
            throw new YamlException(at?.Start ?? Mark.Empty, at?.End ?? Mark.Empty, $"more than {MaxDepth} levels or {MaxNodes} values");
    }

    private static ConfigPlace PlaceOf(ConfigSource source, Mark mark) => new(source.Name, (int)Math.Max(1, mark.Line), (int)Math.Max(1, mark.Column));
}
