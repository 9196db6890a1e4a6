namespace Sonde.Engine.Serving;

/// <summary>Remembers the prompts of late, so that a repeated one counts as cached in whole blocks.</summary>
internal sealed class PrefixCache
{
    private const int BlockTokens = 16;
    private const int MostPrompts = 1024;
    private readonly Lock _lock = new();
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>Tokens of this prompt that are cached; from now on the prompt is.</summary>
    public int Look(IReadOnlyList<string> contents, int promptTokens)
    {
        var prompt = string.Join('\u001f', contents);
        lock (_lock)
        {
            // The last token is always computed, as in vLLM: without it there is nothing to sample from.
            if (!_seen.Add(prompt))
                return (promptTokens - 1) / BlockTokens * BlockTokens;
            _order.Enqueue(prompt);
            if (_order.Count > MostPrompts)
                _seen.Remove(_order.Dequeue());
            return 0;
        }
    }
}
