using System.Text.Json.Nodes;
using Sonde.Emulator.Http;
using Sonde.Emulator.Limits;

namespace Sonde.Emulator.Admin;

/// <summary>Habits of the cloud that can be changed while it runs. What a change does not name stays.</summary>
internal sealed class Settings(EmulatorWorld world)
{
    private const string ListLag = "listLagMilliseconds";
    private const string NotFound = "armsNotFoundInside200";
    private const string Shuffle = "shuffleLists";
    private const string RateLimits = "rateLimits";

    public JsonObject Get() => new()
    {
        [ListLag] = (long)world.ListLag.TotalMilliseconds,
        [NotFound] = world.Arms.NotFoundInside200,
        [Shuffle] = world.ShuffleLists,
        [RateLimits] = new JsonObject(world.Limits.Limits.Select(one => KeyValuePair.Create(one.Key, (JsonNode?)new JsonObject { ["qps"] = one.Value.Qps, ["burst"] = one.Value.Burst }))),
    };

    /// <exception cref="FormatException">A setting is not known, or its value is of another kind; nothing is changed.</exception>
    public JsonObject Put(JsonObject changes)
    {
        var actions = changes.Select(change => Change(change.Key, change.Value)).ToList();
        actions.ForEach(action => action());
        return Get();
    }

    private Action Change(string name, JsonNode? value)
    {
        switch (name)
        {
            case ListLag:
                var lag = TimeSpan.FromMilliseconds(Number(name, value, 0));
                return () => world.ListLag = lag;
            case NotFound:
                var inside = Flag(name, value);
                return () => world.Arms.NotFoundInside200 = inside;
            case Shuffle:
                var shuffle = Flag(name, value);
                return () => world.ShuffleLists = shuffle;
            case RateLimits:
                var limits = (value as JsonObject ?? throw Wrong(name, "an object of services")).Select(one => KeyValuePair.Create(one.Key, Limit(one.Key, one.Value))).ToList();
                return () => world.Limits.Set(limits);
            default:
                throw new FormatException($"setting '{name}' is not known: there are {ListLag}, {NotFound}, {Shuffle} and {RateLimits}");
        }
    }

    private static RateLimit Limit(string service, JsonNode? value)
    {
        var name = $"{RateLimits}.{service}";
        if (!Services.Limited.Contains(service))
            throw new FormatException($"'{name}' is of no service: there are {string.Join(", ", Services.Limited)}");
        if (value is not JsonObject members || members.FirstOrDefault(one => one.Key is not "qps" and not "burst") is { Key: not null })
            throw Wrong(name, "an object with qps and burst");
        var qps = Number($"{name}.qps", members["qps"], double.Epsilon);
        return new(qps, members["burst"] is { } burst ? (int)Number($"{name}.burst", burst, 1) : (int)Math.Ceiling(qps));
    }

    private static double Number(string name, JsonNode? value, double low) =>
        value is JsonValue single && single.TryGetValue<double>(out var number) && number >= low && number <= int.MaxValue ? number : throw Wrong(name, low == 0 ? "a number of 0 or more" : low == 1 ? "a number of 1 or more" : "a number above 0");

    private static bool Flag(string name, JsonNode? value) => value is JsonValue single && single.TryGetValue<bool>(out var flag) ? flag : throw Wrong(name, "true or false");

    private static FormatException Wrong(string name, string form) => new($"setting '{name}' must be {form}");
}
