using Sonde.Operator.Desired;

namespace Sonde.Operator.Drift;

/// <summary>Names of fields as <c>status.applied</c> holds them: a path, or for entries of what is shared with others <c>path[key]</c>.</summary>
internal static class FieldName
{
    public const string Tags = "tags";
    public const string Initializer = ".initializer";
    public const string PreStop = ".preStop";

    /// <summary>A variable's, without how it gets its value.</summary>
    public static string Of(DesiredVariable variable) => variable.Path[..(variable.Path.LastIndexOf(']') + 1)];

    public static string Of(DesiredMount mount) => $"{mount.Path}[{mount.Point.MountDir}]";

    public static string OfTag(string key) => $"{Tags}[{key}]";

    /// <summary>Path and key; null where the name is a plain path.</summary>
    public static (string Path, string Key)? Split(string name) =>
        name.EndsWith(']') && name.IndexOf('[', StringComparison.Ordinal) is > 0 and var at ? (name[..at], name[(at + 1)..^1]) : null;

    public static bool IsVariable(string path) => path is "env" or "observability.env";

    public static bool IsMount(string path) => path is "model.oss" or "observability.mount";
}
