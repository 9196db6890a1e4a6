namespace Sonde.Agent.Core.Config.Reading;

/// <summary>What may be a name.</summary>
internal static class Names
{
    public const string LabelForm = "[a-zA-Z_][a-zA-Z0-9_]*";

    public static bool IsLabel(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    /// <summary>A token of RFC 9110, which is what a header may be called.</summary>
    public static bool IsHeader(string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal));

    /// <summary>A component of the collector: <c>type</c> or <c>type/name</c>.</summary>
    public static string TypeOf(string component) => component.Split('/', 2)[0];
}
