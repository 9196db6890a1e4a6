namespace Sonde.Agent.Core.Exposition;

/// <summary>Puts the colon back into names that an engine's client library escaped: <c>sglang_x</c> under <c># TYPE sglang:x</c>.</summary>
/// <remarks>We never ask for escaped names (the Accept header says so), but a page may come with them: prometheus/client_python issue 1177.</remarks>
internal static class ColonPrefix
{
    /// <summary>The name with its one leading colon, when only that name belongs to a family of the page; else null.</summary>
    public static string? Restore(string name, FamilyTable families)
    {
        var underscore = name.IndexOf('_', StringComparison.Ordinal);
        if (underscore <= 0 || name.Contains(':', StringComparison.Ordinal) || families.Find(name) is not null)
            return null;

        var restored = string.Concat(name.AsSpan(0, underscore), ":", name.AsSpan(underscore + 1));
        return families.Find(restored) is null ? null : restored;
    }
}
