using Sonde.Operator.Api;
using Sonde.Operator.Desired;
using Sonde.Operator.Drift;
using Sonde.Operator.Kube;

namespace Sonde.Operator.Reconcile;

/// <summary>Remembers in <c>status.applied</c> which fields of the function are ours, without touching the spec.</summary>
/// <remarks>
/// Before a write the fields that it adds are noted, with what they will be; after it, the fields that it cleared are forgotten. So whenever the operator dies, it
/// finds again what it may have written: a field counts as ours if it was seen to be, or if it has the very value that was to be written.
/// </remarks>
internal sealed class AppliedLedger(LlmFunction entity, IStatusNotes<LlmFunction> notes)
{
    private readonly LlmFunctionStatus _status = entity.Status!;
    private readonly IgnoredFields _ignored = IgnorablePaths.Of(entity);

    /// <summary>What turns the observed function into the desired one, with the fields cleared that are ours and are declared no more.</summary>
    public FunctionChanges Changes(DesiredFunction desired, FunctionObservation observed) => FunctionChanges.Between(desired, observed, Masked, Owned(observed), _ignored);

    /// <summary>Notes what is about to be written. To be done before any call that writes; silent where the note is there already.</summary>
    /// <param name="desired">What will be.</param>
    /// <param name="observed">What is; null where the function is about to be made.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    public async Task IntendAsync(DesiredFunction desired, FunctionObservation? observed, CancellationToken cancellation)
    {
        var owned = Owned(observed);
        var intended = Declared(desired, observed).Where(field => !owned.Contains(field.Key)).Take(AppliedStatus.MostFields)
            .Select(field => new IntendedField { Path = field.Key, Hash = Masked(field.Value) }).ToList();
        var next = new AppliedStatus { Fields = Listed(owned), Intended = intended.Count == 0 ? null : intended };
        if (Same(_status.Applied, next))
            return;

        _status.Applied = next;
        await notes.WriteAsync(entity, noted => (noted.Status ??= new()).Applied = next, cancellation);
    }

    /// <summary>The function itself was written: what was cleared in it is not cleared again, whatever the service makes of it.</summary>
    public void Updated(DesiredFunction desired, FunctionObservation observed)
    {
        if (_status.Applied is not { Fields: { } fields } applied)
            return;

        var declared = Declared(desired, observed);
        _status.Applied = applied with { Fields = fields.FindAll(name => declared.ContainsKey(name) || AttachedFields.Has(name)) };
    }

    /// <summary>All is written: ours is what is declared.</summary>
    public void Completed(DesiredFunction desired, FunctionObservation observed) =>
        _status.Applied = new() { Fields = Listed(Declared(desired, observed).Keys) };

    private SortedSet<string> Owned(FunctionObservation? observed)
    {
        var applied = _status.Applied;
        var owned = new SortedSet<string>(applied?.Fields ?? [], StringComparer.Ordinal);
        if (observed is null)
            return owned;

        foreach (var field in applied?.Intended ?? [])
        {
            if (AppliedFields.Actual(field.Path, observed, Masked) is { } actual && Masked(actual) == field.Hash)
                owned.Add(field.Path);
        }

        return owned;
    }

    private IReadOnlyDictionary<string, string> Declared(DesiredFunction desired, FunctionObservation? observed) =>
        AppliedFields.Declared(observed is null ? desired : _ignored.Without(desired, observed), Masked);

    private static bool Same(AppliedStatus? one, AppliedStatus other) =>
        one is not null && (one.Fields ?? []).SequenceEqual(other.Fields!, StringComparer.Ordinal) && (one.Intended ?? []).SequenceEqual(other.Intended ?? []);

    private static List<string> Listed(IEnumerable<string> names) => [.. names.Order(StringComparer.Ordinal).Take(AppliedStatus.MostFields)];

    /// <summary>What may be shown of a secret.</summary>
    private string Masked(string secret) => DesiredHash.Masked(secret, entity.Metadata.Uid);
}
