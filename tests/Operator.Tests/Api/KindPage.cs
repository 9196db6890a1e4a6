using System.Text;
using System.Text.Json.Nodes;
using Sonde.Operator.Api;
using Sonde.Operator.Api.Schema;

namespace Sonde.Operator.Tests.Api;

/// <summary>The tables of a page in docs/kinds: what stands between <c>&lt;!-- fields --&gt;</c> or <c>&lt;!-- conditions --&gt;</c> and its end mark comes from the types.</summary>
internal sealed class KindPage(Type kind)
{
    private static readonly XmlDocs s_docs = XmlDocs.Load();

    public string FileName => kind.Name.ToLowerInvariant() + ".md";

    /// <summary>The page with its tables as they should be.</summary>
    public string Refresh(string page) => Section(Section(page, "fields", Fields()), "conditions", Conditions());

    private static string Section(string page, string name, string content)
    {
        var (begin, end) = ($"<!-- {name} -->\n", $"<!-- /{name} -->");
        var from = page.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        var to = page.IndexOf(end, StringComparison.Ordinal);
        if (from < begin.Length || to < from)
            throw new InvalidOperationException($"The page needs the marks {begin.Trim()} and {end}, in this order.");
        return page[..from] + content + page[to..];
    }

    private string Fields()
    {
        var table = new StringBuilder("| spec… | value | meaning |\n| --- | --- | --- |\n");
        AddFields(table, new OpenApiSchema(s_docs).Of(kind.GetProperty("Spec")!.PropertyType), "");
        return table.ToString();
    }

    private static void AddFields(StringBuilder table, JsonObject schema, string path)
    {
        var required = schema["required"]?.AsArray().Select(name => name!.GetValue<string>()).ToHashSet(StringComparer.Ordinal) ?? [];
        foreach (var (name, node) in schema["properties"]!.AsObject())
        {
            var field = node!.AsObject();
            var mark = required.Contains(name) ? " **required**" : "";
            var full = path + name + (field["items"] is null ? "" : "[]");
            table.Append($"| `{full}`{mark} | {Value(field)} | {Escape(Meaning(field))} |\n");
            var inner = field["items"]?.AsObject() ?? field;
            if (inner["properties"] is not null)
                AddFields(table, inner, full + ".");
        }
    }

    private static string Value(JsonObject field)
    {
        if (field["enum"] is JsonArray values)
            return string.Join(", ", values.Select(value => $"`{value}`"));
        if (field["items"] is JsonObject item)
            return item["enum"] is null ? $"list, at most {field["maxItems"]}" : "list of " + Value(item);
        if (field["additionalProperties"] is not null)
            return $"map of strings, at most {field["maxProperties"]}";
        return field["type"]!.GetValue<string>() switch
        {
            "integer" when field["minimum"] is not null => field["maximum"] is null ? $"number from {field["minimum"]}" : $"number {field["minimum"]}…{field["maximum"]}",
            "integer" => "number",
            "boolean" => "`true`, `false`",
            "object" => "object",
            _ when field["maxLength"] is not null => $"text, at most {field["maxLength"]}",
            _ => "text",
        };
    }

    private static string Meaning(JsonObject field)
    {
        var rules = field["x-kubernetes-validations"]?.AsArray().Select(rule => rule!["message"]!.GetValue<string>()).ToList() ?? [];
        return field["description"] + (rules.Count == 0 ? "" : $" *Refused otherwise: {string.Join("; ", rules)}.*");
    }

    private string Conditions()
    {
        var text = new StringBuilder();
        foreach (var type in ConditionCatalog.Of(kind).GroupBy(entry => entry.Type, StringComparer.Ordinal))
        {
            text.Append($"### {type.Key}\n{s_docs.Text(Member(nameof(ConditionTypes), type.Key))}\n\n| status | reason | meaning | what to do |\n| --- | --- | --- | --- |\n");
            foreach (var entry in type)
            {
                var reason = Member(nameof(Reasons), entry.Reason);
                text.Append($"| {entry.Status} | `{entry.Reason}` | {Escape(s_docs.Text(reason))} | {Escape(s_docs.Text(reason, "remarks"))} |\n");
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    private static string Member(string type, string name) => $"F:Sonde.Operator.Api.{type}.{name}";

    private static string Escape(string? text) => (text ?? "").Replace("|", "\\|", StringComparison.Ordinal);
}
