using System.Text.RegularExpressions;
using System.Xml.Linq;
using Sonde.Testing;

namespace Sonde.Operator.Tests;

/// <summary>Who may name whom. Told by the text of the sources: a using, or a name that begins with a folder's.</summary>
public sealed partial class DependencyTests
{
    /// <summary>Folders of the operator, each with those that it may name: always ones before it.</summary>
    private static readonly Dictionary<string, string[]> s_folders = new(StringComparer.Ordinal)
    {
        ["Passes"] = [],
        ["Engines"] = [],
        ["Accounts"] = ["Passes"],
        ["Desired"] = ["Passes", "Engines", "Accounts"],
        ["Drift"] = ["Desired"],
        ["Artifacts"] = ["Desired"],
        ["Reporting"] = ["Passes", "Accounts", "Desired"],
        ["Reconcile"] = ["Passes", "Accounts", "Desired", "Drift", "Artifacts", "Reporting"],
        ["Hosting"] = ["Accounts", "Artifacts", "Desired", "Reconcile", "Reporting"],
        ["Cli"] = ["Hosting"],
    };

    public static TheoryData<string> Folders => [.. s_folders.Keys];

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_folder_names_only_those_before_it(string folder)
    {
        var others = s_folders.Keys.Where(f => f != folder).ToHashSet(StringComparer.Ordinal);

        var named = Sources("operator", "Operator", folder).SelectMany(Names).Where(others.Contains).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

        Assert.Subset(s_folders[folder].ToHashSet(StringComparer.Ordinal), named.ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public void The_order_of_the_folders_has_no_circle_and_forgets_none()
    {
        var before = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (folder, may) in s_folders)
        {
            Assert.Subset(before, may.ToHashSet(StringComparer.Ordinal));
            before.Add(folder);
        }

        var there = Directory.GetDirectories(RepositoryRoot.Combine("operator", "Operator")).Select(Path.GetFileName).Where(d => d is not ("obj" or "bin" or "Properties"));
        Assert.Equal(before.Order(StringComparer.Ordinal), there.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Operator.Cloud", "k8s")]
    [InlineData("Operator.Cloud", "Sonde.Operator.Api")]
    [InlineData("Operator.Cloud", "Sonde.Operator.Kube")]
    [InlineData("Operator.Kube", "Sonde.Operator.Api")]
    [InlineData("Operator.Kube", "Sonde.Operator.Cloud")]
    [InlineData("Operator.Api", "Sonde.Operator.Cloud")]
    [InlineData("Operator.Api", "Sonde.Operator.Kube")]
    public void A_project_of_the_operator_does_not_know_its_neighbour(string project, string stranger) =>
        Assert.DoesNotContain(Sources("operator", project), source => source.Contains($"using {stranger}", StringComparison.Ordinal));

    [Theory]
    [InlineData("agent/Agent.Core", "k8s")]
    [InlineData("agent/Agent.Core", "Sonde.Operator")]
    [InlineData("agent/Agent", "Sonde.Operator")]
    [InlineData("tests/Emulator", "Sonde.Operator")]
    [InlineData("tests/Emulator", "Sonde.Agent")]
    [InlineData("tests/Engine", "Sonde.Operator")]
    [InlineData("tests/Engine", "Sonde.Agent")]
    public void A_program_does_not_know_the_other_side(string project, string stranger) =>
        Assert.DoesNotContain(Sources(project.Split('/')), source => source.Contains($"using {stranger}", StringComparison.Ordinal));

    [Theory]
    [InlineData("operator/Operator", "Operator.Api", "Operator.Cloud", "Operator.Kube", "Agent.Core")]
    [InlineData("operator/Operator.Api")]
    [InlineData("operator/Operator.Cloud")]
    [InlineData("operator/Operator.Kube")]
    [InlineData("agent/Agent", "Agent.Core")]
    [InlineData("agent/Agent.Core")]
    [InlineData("tests/Emulator", "Engine")]
    [InlineData("tests/Engine")]
    public void A_project_refers_to_few_others(string project, params string[] others)
    {
        var file = RepositoryRoot.Combine([.. project.Split('/'), $"{Path.GetFileName(project)}.csproj"]);

        var referred = XDocument.Load(file).Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value));

        Assert.Equal(others.Order(StringComparer.Ordinal), referred.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Sources(params string[] folder) => Directory.EnumerateFiles(RepositoryRoot.Combine(folder), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Split(Path.DirectorySeparatorChar).Contains("obj"))
        .Select(file => Comment().Replace(File.ReadAllText(file), ""));

    private static IEnumerable<string> Names(string source) => Name().Matches(source).Select(m => m.Groups["folder"].Value);

    [GeneratedRegex("//.*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"using Sonde\.Operator\.(?<folder>\w+);|(?<![\w.])(?<folder>[A-Z]\w+)\.[A-Z]\w+\.", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();
}
