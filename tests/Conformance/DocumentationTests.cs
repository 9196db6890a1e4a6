using System.Text.RegularExpressions;
using Sonde.Conformance.Clients;
using Sonde.Conformance.Journals;
using Sonde.Testing;

namespace Sonde.Conformance;

public sealed partial class DocumentationTests
{
    [Fact]
    public async Task The_page_names_every_operation_of_the_emulator_once_and_no_other()
    {
        await using var stage = await Stage.SetAsync(TestContext.Current.CancellationToken);
        var known = (await stage.KnownAsync(TestContext.Current.CancellationToken)).SelectMany(service => service.Value.Select(name => $"{service.Key} {name}"));

        Assert.Equal(known.Order(StringComparer.Ordinal), OperationsTable.Read().Select(row => $"{row.Service} {row.Operation}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_page_names_what_our_clients_have_no_call_for()
    {
        var line = File.ReadLines(RepositoryRoot.Combine("docs", "emulator.md")).Single(text => text.StartsWith("*not ours*", StringComparison.Ordinal));

        var named = Name().Matches(line).Select(match => match.Groups["name"].Value);

        Assert.Equal(ClientRun.All.Select(run => run.Service).Distinct(StringComparer.Ordinal).SelectMany(NotOurs.Of).Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("`(?<name>[A-Za-z0-9]+)`", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Name();
}
