using System.Text.RegularExpressions;

namespace Sonde.Agent.Tests.Exposition;

/// <summary>OpenMetrics read line by line with regular expressions, slowly and without any of our code: what the fast reader is held against.</summary>
internal static partial class OpenMetricsReference
{
    private const int Patience = 10_000;
    private const string Quoted = """ "(?:\\[^\n]|[^"\\\n])*" """;
    private const string Label = $"(?:[a-zA-Z_][a-zA-Z0-9_]*={Quoted}|{Quoted}={Quoted}|{Quoted})";
    private const string Labels = $$"""\{(?:{{Label}}(?:,{{Label}})*,?)?\}""";
    private const string Name = "[a-zA-Z_:][a-zA-Z0-9_:]*";

    private static readonly string[] s_types = ["counter", "gauge", "histogram", "gaugehistogram", "summary", "info", "stateset", "unknown"];
    private static readonly string[] s_nothing = ["null", "none", "nil", "undefined", "n/a"];

    /// <summary>The samples of a page; null where the page is not valid. Start times and exemplars are in their details.</summary>
    /// <param name="page">The page.</param>
    /// <param name="now">Time of the scrape, for exemplars without their own.</param>
    public static IReadOnlyList<ReferenceSample>? Parse(string page, long now)
    {
        var body = page.EndsWith("# EOF\n", StringComparison.Ordinal) ? page[..^6] : page.EndsWith("# EOF", StringComparison.Ordinal) ? page[..^5] : null;
        if (body is null || (body.Length > 0 && body[^1] != '\n'))
            return null;

        try
        {
            return Samples(body, now);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static List<ReferenceSample> Samples(string body, long now)
    {
        ReferenceFamilies families = new();
        Dictionary<string, (Dictionary<string, string> Labels, string? Metric, bool IsStart)> keys = new(StringComparer.Ordinal);
        Dictionary<string, long> starts = new(StringComparer.Ordinal);
        List<(ReferenceSample Sample, string? Metric)> samples = [];
        foreach (var line in body.Split('\n')[..^1])
        {
            if (line.StartsWith('#'))
            {
                Declare(line, families);
                continue;
            }

            var match = SampleLine().Match(line);
            var key = match.Groups["key"].Value;
            if (!match.Success)
                throw new FormatException();
            if (!keys.TryGetValue(key, out var known))
                keys[key] = known = Resolve(match, families);

            var timestamp = match.Groups["time"].Success ? Milliseconds(match.Groups["time"].Value) : (long?)null;
            var value = s_nothing.Contains(match.Groups["value"].Value, StringComparer.OrdinalIgnoreCase) ? (double?)null : ReferenceParser.Number(match.Groups["value"].Value);
            var exemplar = match.Groups["exemplar"].Success ? Exemplar(match, now) : "";
            if (value is null)
                continue;
            if (known.IsStart && double.IsFinite(value.Value))
                starts[known.Metric!] = (long)(value.Value * 1000) is not 0 and var ms ? ms : 1;
            if (known.IsStart)
                continue;

            samples.Add((new(known.Labels, value.Value, timestamp) { Detail = new(0, exemplar) }, known.Metric));
        }

        return [.. samples.Select(s => s.Metric is not null && starts.TryGetValue(s.Metric, out var start) && start <= now ? s.Sample with { Detail = s.Sample.Detail with { Start = start } } : s.Sample)];
    }

    private static void Declare(string line, ReferenceFamilies families)
    {
        var match = MetadataLine().Match(line);
        var (keyword, name, text) = (match.Groups["keyword"].Value, Unquote(match.Groups["name"].Value), match.Groups["text"].Value);
        if (!match.Success || name.Length == 0
            || (keyword == "TYPE" && !s_types.Contains(text, StringComparer.Ordinal))
            || (keyword == "UNIT" && text.Length > 0 && !name.EndsWith("_" + text, StringComparison.Ordinal)))
            throw new FormatException();
        families.Declare(["#", keyword, name, text]);
    }

    private static (Dictionary<string, string> Labels, string? Metric, bool IsStart) Resolve(Match match, ReferenceFamilies families)
    {
        var read = LabelsOf(match.Groups["labels"].Value, isExemplar: false);
        if (match.Groups["name"].Success)
            ReferenceParser.Add(read, "__name__", match.Groups["name"].Value);
        if (!read.TryGetValue("__name__", out var name) || name.Length == 0)
            throw new FormatException();

        read = read.Where(l => l.Value.Length > 0).ToDictionary();
        var labels = families.Normalized(read);
        var family = families.Find(name);
        var within = family?.Type switch { "counter" => "", "histogram" => "le", "summary" => "quantile", _ => null };
        var metric = within is null ? null : string.Join('\u0001', labels.Where(l => l.Key != within && l.Key != "__name__").OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => $"{l.Key}\u0002{l.Value}").Prepend(family!.Value.Name));
        return (labels, metric, metric is not null && name == family!.Value.Name + "_created");
    }

    private static Dictionary<string, string> LabelsOf(string text, bool isExemplar)
    {
        Dictionary<string, string> labels = new(StringComparer.Ordinal);
        foreach (Match label in LabelPair().Matches(text))
        {
            var name = Unquote(label.Groups["name"].Value);
            var isName = !label.Groups["value"].Success;
            if (name.Length == 0 || (isName && isExemplar))
                throw new FormatException();
            var value = Unquote(label.Groups["value"].Value);
            if (!isExemplar || value.Length == 0 || labels.GetValueOrDefault(name, "") is "")
                ReferenceParser.Add(labels, isName ? "__name__" : name, isName ? name : value);   // of an exemplar's, the first counts
        }

        return labels;
    }

    private static string Exemplar(Match match, long now)
    {
        var labels = LabelsOf(match.Groups["exemplar"].Value, isExemplar: true);
        var value = ReferenceParser.Number(match.Groups["observed"].Value);
        var timestamp = match.Groups["at"].Success ? Milliseconds(match.Groups["at"].Value) : now;
        var runes = labels.Where(l => l.Value.Length > 0).Sum(l => l.Key.EnumerateRunes().Count() + l.Value.EnumerateRunes().Count());
        return runes > 128 ? "" : PageDetail.Show(labels.Where(l => l.Value.Length > 0).OrderBy(l => Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(l.Key)), StringComparer.Ordinal), value, timestamp);
    }

    private static string Unquote(string text) => text.StartsWith('"')
        ? Escape().Replace(text[1..^1], m => m.Value switch { "\\n" => "\n", "\\\\" => "\\", "\\\"" => "\"", var other => other })
        : text;

    private static long Milliseconds(string seconds) =>
        ReferenceParser.Number(seconds) is var value && double.IsFinite(value) ? (long)(value * 1000) : throw new FormatException();

    [GeneratedRegex($@"^(?<key>(?<name>{Name})?(?<labels>{Labels})?)[ ](?<value>[^ ]+)([ ](?!\#[ ]\{{)(?<time>[^ ]+))?([ ]\#[ ](?<exemplar>{Labels})[ ](?<observed>[^ ]+)([ ](?<at>[^ ]+))?)?\z", RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex SampleLine();

    [GeneratedRegex($@"^\#[ ](?<keyword>HELP|TYPE|UNIT)[ ](?<name>{Name}|{Quoted})[ ](?<text>.*)\z", RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex MetadataLine();

    [GeneratedRegex($@"(?<name>[a-zA-Z_][a-zA-Z0-9_]*|{Quoted})(=(?<value>{Quoted}))?", RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex LabelPair();

    [GeneratedRegex(@"\\[^\n]", RegexOptions.None, Patience)]
    private static partial Regex Escape();
}
