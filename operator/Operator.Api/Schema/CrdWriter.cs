using System.Reflection;
using System.Text.Json.Nodes;

namespace Sonde.Operator.Api.Schema;

/// <summary>A kind → its CustomResourceDefinition. The same types give the same bytes.</summary>
public static class CrdWriter
{
    private const string Header = "# Generated from operator/Operator.Api by `make manifests`: change the C# types instead.\n";

    /// <summary>Every kind of the group, by plural.</summary>
    public static IReadOnlyList<Type> Kinds { get; } =
    [
        .. typeof(CrdWriter).Assembly.GetTypes()
            .Where(type => type.IsDefined(typeof(KindAttribute)))
            .OrderBy(type => Entity(type).PluralName, StringComparer.Ordinal),
    ];

    /// <summary>Writes every kind as <c>GROUP_PLURAL.yaml</c>.</summary>
    /// <param name="folder">Made when absent; files of other names stay.</param>
    /// <returns>The paths of the files.</returns>
    /// <exception cref="FileNotFoundException">The program was shipped without its documentation file.</exception>
    public static IReadOnlyList<string> WriteAll(string folder)
    {
        Directory.CreateDirectory(folder);
        var files = new List<string>();
        foreach (var kind in Kinds)
        {
            var file = Path.Combine(folder, FileName(kind));
            File.WriteAllText(file, Yaml(kind));
            files.Add(file);
        }

        return files;
    }

    /// <summary>Name of the file of a kind.</summary>
    public static string FileName(Type kind) => $"{SondeApi.Group}_{Entity(kind).PluralName}.yaml";

    /// <summary>The CustomResourceDefinition of a kind, as YAML.</summary>
    /// <exception cref="FileNotFoundException">The program was shipped without its documentation file.</exception>
    public static string Yaml(Type kind) => Header + SchemaYaml.Write(Definition(kind, XmlDocs.Load()));

    private static JsonObject Definition(Type kind, XmlDocs docs)
    {
        var entity = Entity(kind);
        return new()
        {
            ["apiVersion"] = "apiextensions.k8s.io/v1",
            ["kind"] = "CustomResourceDefinition",
            ["metadata"] = new JsonObject
            {
                ["name"] = $"{entity.PluralName}.{SondeApi.Group}",
                ["labels"] = new JsonObject { ["app.kubernetes.io/part-of"] = "sonde" },
                // Removing the chart or the app must not delete everybody's objects.
                ["annotations"] = new JsonObject
                {
                    ["argocd.argoproj.io/sync-options"] = "Prune=false",
                    ["helm.sh/resource-policy"] = "keep",
                },
            },
            ["spec"] = new JsonObject
            {
                ["group"] = SondeApi.Group,
                ["scope"] = "Namespaced",
                ["names"] = Names(kind, entity),
                ["versions"] = new JsonArray(Version(kind, docs)),
            },
        };
    }

    private static JsonObject Names(Type kind, KubernetesEntityAttribute entity) => new()
    {
        ["kind"] = entity.Kind,
        ["listKind"] = entity.Kind + "List",
        ["plural"] = entity.PluralName,
        ["singular"] = entity.Kind.ToLowerInvariant(),
        ["shortNames"] = new JsonArray(kind.GetCustomAttribute<KindAttribute>()!.ShortName),
        ["categories"] = new JsonArray(SondeApi.Category),
    };

    private static JsonObject Version(Type kind, XmlDocs docs) => new()
    {
        ["name"] = SondeApi.Version,
        ["served"] = true,
        ["storage"] = true,
        ["subresources"] = new JsonObject { ["status"] = new JsonObject() },
        ["additionalPrinterColumns"] = Columns(kind),
        ["schema"] = new JsonObject { ["openAPIV3Schema"] = Root(kind, docs) },
    };

    private static JsonArray Columns(Type kind)
    {
        var declared = kind.GetCustomAttributes<PrinterColumnAttribute>().ToList();
        return
        [
            .. declared.Where(column => !column.Wide).Select(Column),
            new JsonObject { ["name"] = "Age", ["type"] = "date", ["jsonPath"] = ".metadata.creationTimestamp" },
            .. declared.Where(column => column.Wide).Select(Column),
        ];
    }

    private static JsonObject Column(PrinterColumnAttribute column)
    {
        var node = new JsonObject { ["name"] = column.Name, ["type"] = "string", ["jsonPath"] = column.JsonPath };
        if (column.Wide)
        {
            node["priority"] = 1;
        }

        return node;
    }

    private static JsonObject Root(Type kind, XmlDocs docs)
    {
        var schemas = new OpenApiSchema(docs);
        var status = schemas.Of(Nullable.GetUnderlyingType(PropertyType(kind, "Status")) ?? PropertyType(kind, "Status"));
        // A new object must never look as if somebody had dealt with it. The one default there is: it is not in the spec.
        status["default"] = new JsonObject { ["observedGeneration"] = -1 };
        return new()
        {
            ["type"] = "object",
            ["description"] = docs.Text("T:" + kind.FullName),
            ["properties"] = new JsonObject
            {
                ["apiVersion"] = new JsonObject { ["type"] = "string" },
                ["kind"] = new JsonObject { ["type"] = "string" },
                ["metadata"] = new JsonObject { ["type"] = "object" },
                ["spec"] = schemas.Of(PropertyType(kind, "Spec")),
                ["status"] = status,
            },
            ["required"] = new JsonArray("spec"),
            ["x-kubernetes-validations"] = new JsonArray(new JsonObject
            {
                ["rule"] = "self.metadata.name.size() <= 63",
                ["message"] = "metadata.name must be 63 characters or fewer",
            }),
        };
    }

    private static Type PropertyType(Type kind, string name) => kind.GetProperty(name)!.PropertyType;

    private static KubernetesEntityAttribute Entity(Type kind) => kind.GetCustomAttribute<KubernetesEntityAttribute>()!;
}
