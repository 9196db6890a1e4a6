using Sonde.Operator.Cloud;

namespace Sonde.Operator.Tests.Fakes;

/// <summary>Calls of a fake cloud, and the refusals that a test asks for.</summary>
internal sealed class Journal
{
    private static readonly string[] s_reads = ["Find", "List", "Head", "Get"];
    private readonly Dictionary<string, Queue<CloudException>> _refusals = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CloudException> _lost = new(StringComparer.Ordinal);

    public List<string> Calls { get; } = [];

    /// <summary>How many more calls are made before the program dies; null: it lives.</summary>
    public int? DiesAfter { get; set; }

    public IReadOnlyList<string> Writes => [.. Calls.Where(c => !s_reads.Any(r => c.StartsWith(r, StringComparison.Ordinal)))];

    /// <summary>The next call of that name is refused and does nothing.</summary>
    public void Refuse(string operation, CloudErrorKind kind, string code = "Refused")
    {
        if (!_refusals.TryGetValue(operation, out var queue))
            _refusals[operation] = queue = new();
        queue.Enqueue(Refusal(operation, kind, code));
    }

    /// <summary>The next call of that name happens, and its answer does not arrive.</summary>
    public void LoseAnswer(string operation) =>
        _lost[operation] = new(CloudErrorKind.Unavailable, "Timeout", "no answer", CloudService.FunctionCompute, operation) { MayHaveHappened = true };

    public void Note(string operation, string subject = "")
    {
        if (DiesAfter-- == 0)
            throw new ProgramDied();
        Calls.Add($"{operation} {subject}".TrimEnd());
        if (_refusals.TryGetValue(operation, out var queue) && queue.TryDequeue(out var refusal))
            throw refusal;
    }

    public void Answer(string operation)
    {
        if (_lost.Remove(operation, out var lost))
            throw lost;
    }

    public static CloudException Refusal(string operation, CloudErrorKind kind, string code = "Refused") =>
        new(kind, code, "said the test", CloudService.FunctionCompute, operation);
}
