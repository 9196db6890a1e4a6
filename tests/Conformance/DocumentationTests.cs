namespace Sonde.Conformance;

public sealed class DocumentationTests
{
    [Fact]
    public async Task The_page_names_every_operation_of_the_emulator_once_and_no_other()
    {
        await using var stage = await Stage.SetAsync(TestContext.Current.CancellationToken);
        var known = (await stage.KnownAsync(TestContext.Current.CancellationToken)).SelectMany(service => service.Value.Select(name => $"{service.Key} {name}"));

        Assert.Equal(known.Order(StringComparer.Ordinal), OperationsTable.Read().Select(row => $"{row.Service} {row.Operation}").Order(StringComparer.Ordinal));
    }
}
