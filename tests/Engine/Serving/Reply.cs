namespace Sonde.Engine.Serving;

/// <summary>What the stand-in says: always the same to the same prompt, and always that it is no model.</summary>
internal static class Reply
{
    private const int ShortestReply = 24;
    private const int Spread = 40;
    private const string Sentence =
        "This is the Sonde engine stand-in, not a language model. It answers every prompt with this text, cut at a length that depends on the prompt, "
        + "so that the numbers of its metrics page can be checked against the usage that it reports. Nothing here was inferred from weights. ";

    /// <summary>The reply's pieces, before any limit on tokens.</summary>
    public static IReadOnlyList<string> To(IReadOnlyList<string> contents)
    {
        var hash = 2166136261u;
        foreach (var character in contents.SelectMany(c => c))
            hash = unchecked((hash ^ character) * 16777619);
        var length = ShortestReply + (int)(hash % Spread);
        return [.. Tokeniser.Pieces(Sentence).Take(length)];
    }
}
