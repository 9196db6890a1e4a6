using System.Diagnostics.CodeAnalysis;

namespace Sonde.Agent.Core.Series;

/// <summary>The labels of one series as each destination wants them. Empty, and free of cost, where destinations change nothing.</summary>
internal struct OutgoingVariants
{
    private Variant[]? _variants;

    /// <summary>What an owner stored; false where it stored nothing yet.</summary>
    public readonly bool TryGet(object owner, out byte[]? labels)
    {
        foreach (var variant in Volatile.Read(in _variants) ?? [])
        {
            if (ReferenceEquals(variant.Owner, owner))
            {
                labels = variant.Labels;
                return true;
            }
        }

        labels = null;
        return false;
    }

    /// <summary>Stores labels for an owner; null says that the series does not go there. Safe between senders.</summary>
    public void Set(object owner, byte[]? labels, Predicate<object> isGone)
    {
        while (true)
        {
            var before = Volatile.Read(ref _variants);
            Variant[] after = [.. (before ?? []).Where(v => !isGone(v.Owner)), new(owner, labels)];
            if (ReferenceEquals(Interlocked.CompareExchange(ref _variants, after, before), before))
                return;
        }
    }

    [SuppressMessage("Performance", "CA1815", Justification = "Never compared.")]
    private readonly struct Variant(object owner, byte[]? labels)
    {
        public object Owner { get; } = owner;

        public byte[]? Labels { get; } = labels;
    }
}
