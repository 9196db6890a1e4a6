namespace Sonde.Agent.Tests.Spec;

/// <summary>One row of the agent's specification.</summary>
/// <param name="Section">For example <c>2.4</c>.</param>
/// <param name="Name">Its name in that section; section and name are what <see cref="SpecAttribute"/> gives.</param>
/// <param name="Level">M: must, S: should, may; own: asked for by nobody but us.</param>
/// <param name="MustHold">What must hold.</param>
/// <param name="Note">Why it is left out (<c>left out: …</c>), or in what the agent differs from Prometheus (<c>differs: …</c>).</param>
internal sealed record SpecRow(string Section, string Name, string Level, string MustHold, string Note)
{
    public string Tag => $"{Section} {Name}";

    public bool IsLeftOut => Note.StartsWith("left out: ", StringComparison.Ordinal);

    /// <summary>All rows, in the order of the file.</summary>
    public static IReadOnlyList<SpecRow> ReadAll() =>
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Spec", "rows.tsv")).Skip(1).Select(line => line.Split('\t')).Select(f => new SpecRow(f[0], f[1], f[2], f[3], f[4]))];
}
