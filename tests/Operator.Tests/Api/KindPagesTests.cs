using System.Reflection;
using Sonde.Operator.Api;
using Sonde.Operator.Api.Schema;
using Sonde.Testing;

namespace Sonde.Operator.Tests.Api;

/// <summary>docs/kinds/*.md tells of every field, condition and reason. <c>UPDATE_GOLDEN=1</c> writes the tables.</summary>
public sealed class KindPagesTests
{
    public static TheoryData<Type> Kinds => [.. CrdWriter.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_tables_of_a_page_are_those_of_the_types(Type kind)
    {
        var page = new KindPage(kind);
        var file = RepositoryRoot.Combine("docs", "kinds", page.FileName);
        var wanted = page.Refresh(File.ReadAllText(file));
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllText(file, wanted);

        Assert.True(File.ReadAllText(file) == wanted, $"docs/kinds/{page.FileName} is not what the C# types say: run `make golden` and commit the result.");
    }

    [Fact]
    public void Every_reason_and_every_condition_belongs_to_a_kind_and_none_is_unknown()
    {
        var said = CrdWriter.Kinds.SelectMany(ConditionCatalog.Of).ToList();

        Assert.Equal(Constants(typeof(Reasons)), said.Select(entry => entry.Reason).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.Equal(Constants(typeof(ConditionTypes)), said.Select(entry => entry.Type).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_kind_says_each_thing_once(Type kind) => Assert.Equal(ConditionCatalog.Of(kind).Distinct(), ConditionCatalog.Of(kind));

    [Fact]
    public void Every_reason_says_what_it_means_and_what_to_do()
    {
        var docs = XmlDocs.Load();

        Assert.All(Constants(typeof(Reasons)), reason =>
        {
            Assert.False(string.IsNullOrEmpty(docs.Text($"F:Sonde.Operator.Api.Reasons.{reason}")));
            Assert.False(string.IsNullOrEmpty(docs.Text($"F:Sonde.Operator.Api.Reasons.{reason}", "remarks")));
        });
    }

    // The name of each constant is its value, so that code and kubectl say the same word.
    private static IEnumerable<string> Constants(Type type)
    {
        var fields = type.GetFields(BindingFlags.Public | BindingFlags.Static);
        Assert.All(fields, field => Assert.Equal(field.Name, field.GetRawConstantValue()));
        return fields.Select(field => field.Name).Order(StringComparer.Ordinal);
    }
}
