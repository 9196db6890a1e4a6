using System.Text.RegularExpressions;
using Sonde.Operator.Api;
using Sonde.Operator.Api.Schema;
using Sonde.Testing;

namespace Sonde.Operator.Tests.Reconcile;

/// <summary>Beside the check after every pass of every test (<see cref="World"/>): what the source can say, some page explains.</summary>
public sealed partial class ConditionSourceTests
{
    [Fact]
    public void Every_condition_that_the_source_sets_by_name_is_in_the_catalog()
    {
        var known = CrdWriter.Kinds.SelectMany(ConditionCatalog.Of).ToHashSet();
        var set = Directory.EnumerateFiles(RepositoryRoot.Combine("operator", "Operator"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Setting().Matches(File.ReadAllText(file)))
            .Select(m => new ConditionReason(m.Groups["type"].Value, Enum.Parse<ConditionStatus>(m.Groups["status"].Value), m.Groups["reason"].Value))
            .Where(c => c is not { Type: ConditionTypes.Ready, Status: ConditionStatus.False })
            .ToList();

        Assert.True(set.Count > 15, $"Only {set.Count} found: does the source set them in another way now?");
        Assert.All(set, c => Assert.Contains(c, known));
    }

    [GeneratedRegex(@"ConditionTypes\.(?<type>\w+), ConditionStatus\.(?<status>\w+), Reasons\.(?<reason>\w+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Setting();
}
