using System.Globalization;

namespace Sonde.Operator.Cloud.Http;

/// <summary>Values as parameters of a call in RPC style.</summary>
internal static class RpcParameters
{
    /// <summary>Tags, counted from 1. Creates say <c>Tags</c>, all other calls say <c>Tag</c>.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> TagsOf(string name, IReadOnlyList<Tag> tags) => tags.SelectMany((tag, index) => new KeyValuePair<string, string?>[]
    {
        new($"{name}.{index + 1}.Key", tag.Key),
        new($"{name}.{index + 1}.Value", tag.Value),
    });

    public static string? TextOf(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    public static string? TextOf(bool? flag) => flag switch { true => "true", false => "false", null => null };
}
