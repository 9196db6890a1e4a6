using Sonde.Testing;

namespace Sonde.Conformance;

/// <summary>A row of the table of operations in docs/emulator.md.</summary>
internal sealed record OperationsTable(string Service, string Operation, IReadOnlyList<string> CheckedBy)
{
    /// <summary>All rows: those below a heading that ends with the service in brackets, such as <c>### Function Compute (fc)</c>. A row may name several operations.</summary>
    public static IReadOnlyList<OperationsTable> Read()
    {
        List<OperationsTable> rows = [];
        var service = "";
        foreach (var line in File.ReadLines(RepositoryRoot.Combine("docs", "emulator.md")))
        {
            if (line.StartsWith('#'))
                service = line.EndsWith(')') ? line[(line.LastIndexOf('(') + 1)..^1] : "";
            var cells = line.Split('|', StringSplitOptions.TrimEntries);
            if (service.Length == 0 || cells.Length < 4 || !cells[1].StartsWith('`'))
                continue;
            var by = cells[2].Split(',', StringSplitOptions.TrimEntries);
            rows.AddRange(cells[1].Split(',', StringSplitOptions.TrimEntries).Select(name => new OperationsTable(service, name.Trim('`'), by)));
        }

        return rows;
    }
}
