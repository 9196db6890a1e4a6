using System.CommandLine;
using Sonde.Operator.Api.Schema;

namespace Sonde.Operator.Cli;

/// <summary><c>sonde-operator crds</c>: writes the CustomResourceDefinitions of the kinds that this build knows.</summary>
internal static class CrdsVerb
{
    public static Command Create()
    {
        var output = new Option<string>("--output") { Description = "Folder to write to.", Required = true };
        var verb = new Command("crds", "Write the CustomResourceDefinitions, one file a kind.") { output };
        verb.SetAction(parsed => CrdWriter.WriteAll(parsed.GetValue(output)!));
        return verb;
    }
}
