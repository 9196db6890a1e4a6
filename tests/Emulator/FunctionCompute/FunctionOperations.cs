using System.Text.Json.Nodes;
using Sonde.Emulator.Http;

namespace Sonde.Emulator.FunctionCompute;

/// <summary>Create, read, change, delete and list functions.</summary>
internal sealed class FunctionOperations(EmulatorWorld world)
{
    private readonly FunctionRules _rules = new(world);
    private readonly FunctionBuilder _builder = new(world);

    public IEnumerable<FcRoute> Routes =>
    [
        new("CreateFunction", "POST", "functions", Create),
        new("GetFunction", "GET", "functions/{n}", Get),
        new("UpdateFunction", "PUT", "functions/{n}", Update),
        new("DeleteFunction", "DELETE", "functions/{n}", Delete),
        new("ListFunctions", "GET", "functions", List),
    ];

    private Answer Create(FcCall call)
    {
        var declared = FieldTypes.Known(call.Body(), create: true);
        FunctionRules.CheckName(declared.Text("functionName"));
        return world.Functions.Exclusively(table =>
        {
            if (table.Find(call.AccountId, declared.Text("functionName")) is not null)
                throw FcErrors.AlreadyExists("FunctionAlreadyExists", "function", declared.Text("functionName"));
            _rules.Check(declared, call.AccountId);
            var code = FunctionCode.Take(declared, world.Buckets, call.AccountId);
            FunctionRules.Need(code is not null || declared.Text("runtime") == FunctionRules.CustomContainer, "code is required");
            var record = _builder.New(call.AccountId, declared, code, call.Now);
            var entry = new FunctionEntry(record, call.Now)
            {
                Declared = declared,
                PendingUntil = call.Now + world.Habits.PendingFor,
                CreateFault = world.Images.Fault(record.Image),
                ListedFrom = call.Now + world.ListLag,
            };
            table.Add(entry);
            return Answer.Json(200, FunctionView.Of(entry, entry.Latest, call.Now, world.Habits));
        });
    }

    private Answer Get(FcCall call) => world.Functions.Exclusively(table =>
    {
        var entry = call.Entry(table);
        var record = entry.At(call.Qualifier) ?? throw FcErrors.VersionNotFound(call.Function, call.Qualifier);
        return Answer.Json(200, FunctionView.Of(entry, record, call.Now, world.Habits));
    });

    /// <summary>A field that is sent replaces the old one whole; a field that is not stays (fc.md 5).</summary>
    private Answer Update(FcCall call)
    {
        var changes = FieldTypes.Known(call.Body(), create: false);
        return world.Functions.Exclusively(table =>
        {
            var entry = call.Entry(table);
            var declared = (JsonObject)entry.Declared.DeepClone();
            foreach (var (name, value) in changes)
                declared[name] = value?.DeepClone();
            _rules.Check(declared, call.AccountId);
            CheckGpu(entry, declared);
            var code = FunctionCode.Take(declared, world.Buckets, call.AccountId);
            entry.Declared = declared;
            Replace(entry, _builder.Next(entry.Latest, declared, code, call.Now));
            entry.UpdatingUntil = call.Now + world.Habits.UpdateFor;
            table.Tell(FunctionChangeKind.Updated, entry);
            return Answer.Json(200, FunctionView.Of(entry, entry.Latest, call.Now, world.Habits));
        });
    }

    /// <summary>An update to an image that can not be pulled fails, and the old code goes on to serve.</summary>
    private void Replace(FunctionEntry entry, FunctionRecord next)
    {
        var fault = world.Images.Fault(next.Image);
        entry.LastGood = fault.Length == 0 ? null : entry.LastGood ?? entry.Latest;
        entry.UpdateFault = fault;
        if (fault.Length == 0)
            entry.CreateFault = "";
        entry.Latest = next;
    }

    private static void CheckGpu(FunctionEntry entry, JsonObject declared)
    {
        var (before, after) = (entry.Latest.GpuType, declared.Object("gpuConfig").Text("gpuType"));
        if (before == after)
            return;
        if (before.Length == 0 || after.Length == 0)
            throw FcErrors.Invalid("a function can not be switched between CPU and GPU");
        if (entry.Provisions.Count > 0)
            throw FcErrors.Conflict("ProvisionConfigExist", $"idle provision config exists for function '{entry.Latest.Name}', its GPU type should not be changed");
        if (entry.Scalings.Count > 0)
            throw FcErrors.Conflict("ResidentScalingConfigExists", "GPU type should not be changed with resident scaling config");
    }

    private Answer Delete(FcCall call) => world.Functions.Exclusively(table =>
    {
        var entry = call.Entry(table);
        if (entry.Triggers.Count > 0)
            throw FcErrors.Conflict("FunctionNotEmpty", $"function '{call.Function}' has {entry.Triggers.Count} trigger(s), delete them first");
        table.Remove(entry);
        return Answer.Nothing(204);
    });

    private Answer List(FcCall call)
    {
        var request = call.Request;
        var tags = TagFilter(request.Parameter("tags"));
        return world.Functions.Exclusively(table =>
        {
            var found = call.Shown(table).Of(call.AccountId)
                .Where(entry => entry.ListedFrom <= call.Now)
                .Select(entry => entry.Latest)
                .Where(record => record.Name.StartsWith(request.Parameter("prefix") ?? "", StringComparison.Ordinal))
                .Where(record => Same(record, "functionName", request) && Same(record, "description", request) && Same(record, "runtime", request) && Same(record, "resourceGroupId", request))
                .Where(record => request.Parameter("gpuType") is not { Length: > 0 } gpu || record.GpuType == gpu)
                .Where(_ => request.Parameter("fcVersion") is not "v2")
                .Where(record => FunctionTags.Match(record, tags));
            return Answer.Json(200, FcPage.Of(call, "functions", found, record => record.Name, record => FunctionView.Listed(record, world.Habits)));
        });
    }

    private static bool Same(FunctionRecord record, string field, WireRequest request) =>
        request.Parameter(field) is not { Length: > 0 } wanted || record.Config.Text(field) == wanted;

    private static List<KeyValuePair<string, string>> TagFilter(string? text) => string.IsNullOrEmpty(text)
        ? []
        : [.. JsonText.ArrayOf(text, "InvalidArgument", "tags").OfType<JsonObject>().Select(tag => KeyValuePair.Create(tag.Text("Key"), tag.Text("Value")))];
}
