namespace Sonde.Engine.Serving;

/// <summary>The stand-in's tokens: pieces of at most four characters, a space belonging to the word after it.</summary>
/// <remarks>Deterministic, and greedy from the left: the pieces of a text cut between two pieces are the same pieces.</remarks>
internal static class Tokeniser
{
    private const int LongestPiece = 4;

    /// <summary>Tokens that the chat template adds to each message (role and its marks).</summary>
    public const int PerMessage = 4;

    /// <summary>Tokens that the chat template adds once, to begin the reply.</summary>
    public const int PerPrompt = 3;

    /// <summary>The pieces of <paramref name="text"/>; joined they give it back.</summary>
    public static IReadOnlyList<string> Pieces(string text)
    {
        var pieces = new List<string>();
        var from = 0;
        while (from < text.Length)
        {
            var to = char.IsWhiteSpace(text[from]) ? from + 1 : from;
            var most = Math.Min(text.Length, to + LongestPiece);
            while (to < most && !char.IsWhiteSpace(text[to]))
                to++;
            pieces.Add(text[from..to]);
            from = to;
        }

        return pieces;
    }

    /// <summary>Tokens of a chat: the contents of its messages plus what the template adds.</summary>
    public static int CountPrompt(IReadOnlyList<string> contents) => contents.Sum(c => Pieces(c).Count + PerMessage) + PerPrompt;
}
