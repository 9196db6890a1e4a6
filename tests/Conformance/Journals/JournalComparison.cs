namespace Sonde.Conformance.Journals;

/// <summary>Two journals, operation by operation: what is not the same, and which tolerances were needed. Pure.</summary>
internal sealed class JournalComparison
{
    private readonly HashSet<Tolerance> _needed = [];
    private readonly List<string> _differences = [];

    private JournalComparison()
    {
    }

    /// <summary>Each begins with the operation.</summary>
    public IReadOnlyList<string> Differences => _differences;

    public IReadOnlySet<Tolerance> Needed => _needed;

    /// <param name="notOurs">Operations of the SDK that our clients do not have.</param>
    public static JournalComparison Of(IReadOnlyList<Call> theirs, IReadOnlyList<Call> ours, IReadOnlyList<Tolerance> tolerances, IReadOnlyCollection<string> notOurs)
    {
        var comparison = new JournalComparison();
        var (left, right) = (comparison.Meant(theirs, tolerances, tolerance => tolerance.Theirs), comparison.Meant(ours, tolerances, tolerance => tolerance.Ours));
        foreach (var operation in left.Select(call => call.Operation).Union(right.Select(call => call.Operation), StringComparer.Ordinal).Except(notOurs, StringComparer.Ordinal))
            comparison.Compare(operation, [.. left.Where(call => call.Operation == operation)], [.. right.Where(call => call.Operation == operation)], tolerances);
        return comparison;
    }

    private List<Call> Meant(IReadOnlyList<Call> calls, IReadOnlyList<Tolerance> tolerances, Func<Tolerance, Func<Call, Call?>> side)
    {
        List<Call> meant = [];
        foreach (var call in calls)
        {
            var left = tolerances.Aggregate((Call?)call, (so, tolerance) => so is null ? null : Applied(tolerance, so, side(tolerance)(so)));
            if (left is not null)
                meant.Add(left);
        }

        return meant;
    }

    private Call? Applied(Tolerance tolerance, Call before, Call? after)
    {
        if (after is null || before.DifferencesTo(after).Any())
            _needed.Add(tolerance);
        return after;
    }

    private void Compare(string operation, List<Call> theirs, List<Call> ours, IReadOnlyList<Tolerance> tolerances)
    {
        Collapse(theirs, tolerances);
        Collapse(ours, tolerances);
        for (var (i, j) = (0, 0); i < theirs.Count || j < ours.Count;)
        {
            if (i == theirs.Count || (j < ours.Count && ours.Count - j > theirs.Count - i && Same(theirs[i], ours.ElementAtOrDefault(j + 1)) && !Same(theirs[i], ours[j])))
                _differences.Add($"{operation}: additional: {ours[j++]}");
            else if (j == ours.Count || (theirs.Count - i > ours.Count - j && Same(theirs.ElementAtOrDefault(i + 1), ours[j]) && !Same(theirs[i], ours[j])))
                _differences.Add($"{operation}: missing: {theirs[i++]}");
            else
                _differences.AddRange(theirs[i++].DifferencesTo(ours[j++]).Select(difference => $"{operation}: {difference}"));
        }
    }

    private void Collapse(List<Call> calls, IReadOnlyList<Tolerance> tolerances)
    {
        for (var i = calls.Count - 1; i > 0; i--)
        {
            if (Same(calls[i], calls[i - 1]) && tolerances.FirstOrDefault(tolerance => tolerance.Repeats(calls[i])) is { } tolerance)
            {
                _needed.Add(tolerance);
                calls.RemoveAt(i);
            }
        }
    }

    private static bool Same(Call? one, Call? other) => one is not null && other is not null && !one.DifferencesTo(other).Any();
}
