namespace Sonde.Emulator.Http;

/// <summary>A call is refused; each service words it in its own format.</summary>
/// <param name="details">Further members of the error body, by name.</param>
internal sealed class Refusal(int status, string code, string message, params (string Name, string Value)[] details) : Exception(message)
{
    public int Status => status;

    public string Code => code;

    public IReadOnlyList<(string Name, string Value)> Details => details;

    /// <summary>Headers that the refusal carries.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>Seconds that the answer asks to wait; null when it says nothing.</summary>
    public int? RetryAfter { get; init; }
}
