using System.Text.Json;
using System.Text.Json.Nodes;
using Sonde.Emulator.Faults;
using Sonde.Emulator.Http;
using Sonde.Emulator.Journal;
using Sonde.Emulator.Signing;

namespace Sonde.Emulator.Admin;

/// <summary>What people and tests ask the emulator itself, below <c>/_emulator</c>; nothing here is signed.</summary>
internal sealed class AdminDoor(EmulatorWorld world, FaultBook faults, RequestJournal journal, NonceMemory nonces, ServiceDirectory services, Gateway gateway, FaultReader reader)
{
    public const string PathPrefix = "/_emulator";
    private const string AsPrefix = PathPrefix + "/as/";

    private readonly Settings _settings = new(world);

    public async Task HandleAsync(HttpContext context)
    {
        var request = await WireRequest.FromAsync(context);
        if (request.RawPath.StartsWith(AsPrefix, StringComparison.Ordinal))
        {
            await ActAsync(context, request);
            return;
        }

        Answer answer;
        try
        {
            answer = Run(request);
        }
        catch (Exception e) when (e is Refusal or JsonException or FormatException or InvalidOperationException or IOException)
        {
            answer = Answer.Json(400, new JsonObject { ["error"] = e.Message });
        }

        await AnswerWriter.WriteAsync(context, answer, fault: null);
    }

    /// <summary>Calls below <c>/_emulator/as/{account}</c> are done for that account without a signature: what a person does in the console.</summary>
    private async Task ActAsync(HttpContext context, WireRequest request)
    {
        var rest = request.Target[AsPrefix.Length..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var account = slash < 0 ? rest : rest[..slash];
        if (slash < 0 || world.Accounts.All().All(one => one.Id != account))
            await AnswerWriter.WriteAsync(context, Answer.Json(404, new JsonObject { ["error"] = $"no account '{account}'" }), fault: null);
        else
            await gateway.ServeAsync(context, new WireRequest(request.Method, rest[slash..], request.Headers, request.Body), new Caller(account, null));
    }

    private Answer Run(WireRequest request) => (request.Method, request.RawPath[PathPrefix.Length..]) switch
    {
        ("GET", "/health") => Answer.Json(200, new JsonObject { ["status"] = "ok" }),
        ("GET", "/journal") => Answer.Json(200, new JsonArray([.. journal.All(request.Parameter("service") ?? "", request.Parameter("operation") ?? "")])),
        ("DELETE", "/journal") => Done(journal.Clear),
        ("GET", "/faults") => Answer.Json(200, Json(faults.All())),
        ("POST", "/faults") => Answer.Json(200, Json(reader.Read(request.BodyText).Select(faults.Add).ToList())),
        ("DELETE", "/faults") => Done(faults.Clear),
        ("DELETE", var path) when path.StartsWith("/faults/", StringComparison.Ordinal) && int.TryParse(path["/faults/".Length..], out var id) =>
            faults.Remove(id) ? Answer.Nothing(204) : Answer.Json(404, new JsonObject { ["error"] = $"no fault {id}" }),
        ("GET", "/inventory") => Answer.Json(200, Inventory.Of(world)),
        ("GET", "/operations") => Answer.Json(200, Operations()),
        ("POST", "/seed") => Done(() => Seed.Parse(request.BodyText).Apply(world, Environment.CurrentDirectory)),
        ("GET", "/clock") => Clock(),
        ("PUT", "/clock") => SetClock(Body(request)),
        ("GET", "/settings") => Answer.Json(200, _settings.Get()),
        ("PUT", "/settings") => Answer.Json(200, _settings.Put(Body(request))),
        ("DELETE", "/nonces") => Done(nonces.Clear),
        ("POST", "/images") => Done(() => Image(Body(request))),
        ("PUT", var path) when path.Split('/') is ["", "functions", var account, var name] =>
            PlatformSide.Put(world, account, name, Body(request)) ? Answer.Nothing(204) : Answer.Json(404, new JsonObject { ["error"] = $"no function '{name}' in account '{account}'" }),
        _ => Answer.Json(404, new JsonObject { ["error"] = $"{request.Method} {request.RawPath} is not known here" }),
    };

    private JsonObject Operations() => new(services.Operations.Select(service =>
        KeyValuePair.Create<string, JsonNode?>(service.Key, new JsonArray([.. service.Value.Order(StringComparer.Ordinal).Select(name => (JsonNode)name)]))));

    private Answer Clock() => Answer.Json(200, new JsonObject
    {
        ["now"] = Times.Milliseconds(world.Clock.GetUtcNow()),
        ["offsetMilliseconds"] = (long)world.MovedClock.Offset.TotalMilliseconds,
    });

    /// <summary><c>{"now": "…"}</c> sets it, <c>{"advanceMilliseconds": N}</c> moves it, <c>{}</c> gives the real time back.</summary>
    private Answer SetClock(JsonObject body)
    {
        var clock = world.MovedClock;
        if (body["now"] is { } now)
            clock.Offset += DateTimeOffset.Parse(now.GetValue<string>()) - clock.GetUtcNow();
        else
            clock.Offset = body["advanceMilliseconds"] is { } advance ? clock.Offset + TimeSpan.FromMilliseconds(advance.GetValue<double>()) : TimeSpan.Zero;
        return Clock();
    }

    private void Image(JsonObject body)
    {
        if (body["error"] is not null)
            world.Images.Break(Text(body, "image"), Text(body, "error"));
        else
            world.Images.Push(Text(body, "image"), Text(body, "digest"));
    }

    private static Answer Done(Action action)
    {
        action();
        return Answer.Nothing(204);
    }

    private static JsonObject Body(WireRequest request) => JsonText.ObjectOf(request.Body, "InvalidArgument");

    private static string Text(JsonObject body, string name) => body[name]?.GetValue<string>() ?? throw new FormatException($"'{name}' is missing");

    private static JsonNode Json(IReadOnlyList<FaultRule> rules) => JsonSerializer.SerializeToNode(rules, JsonSerializerOptions.Web)!;
}
