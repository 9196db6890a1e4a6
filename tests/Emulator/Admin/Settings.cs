using System.Text.Json.Nodes;
using Sonde.Emulator.Http;
using Sonde.Emulator.Limits;

namespace Sonde.Emulator.Admin;

/// <summary>Habits of the cloud that can be changed while it runs. What a change does not name stays.</summary>
internal sealed class Settings
{
    private const string RateLimits = "rateLimits";

    private readonly EmulatorWorld _world;
    private readonly Dictionary<string, Setting> _all;

    public Settings(EmulatorWorld world)
    {
        _world = world;
        var habits = world.Habits;
        _all = new(StringComparer.Ordinal)
        {
            ["listLagMilliseconds"] = Span(() => world.ListLag, value => world.ListLag = value),
            ["pendingMilliseconds"] = Span(() => habits.PendingFor, value => habits.PendingFor = value),
            ["updateMilliseconds"] = Span(() => habits.UpdateFor, value => habits.UpdateFor = value),
            ["armsReadyMilliseconds"] = Span(() => habits.InstanceReadyAfter, value => habits.InstanceReadyAfter = value),
            ["armsNotFoundInside200"] = Switch(() => world.Arms.NotFoundInside200, value => world.Arms.NotFoundInside200 = value),
            ["shuffleLists"] = Switch(() => world.ShuffleLists, value => world.ShuffleLists = value),
            ["systemTags"] = Switch(() => habits.SystemTags, value => habits.SystemTags = value),
            ["missingConfigsAreZeros"] = Switch(() => habits.MissingConfigsAreZeros, value => habits.MissingConfigsAreZeros = value),
            ["largestPage"] = Count(() => world.LargestPage, value => world.LargestPage = value),
            [RateLimits] = new(Limits, ChangeLimits),
        };
    }

    public JsonObject Get() => new(_all.Select(one => KeyValuePair.Create(one.Key, (JsonNode?)one.Value.Get())));

    /// <exception cref="FormatException">A setting is not known, or its value is of another kind; nothing is changed.</exception>
    public JsonObject Put(JsonObject changes)
    {
        var actions = changes.Select(change => Change(change.Key, change.Value)).ToList();
        actions.ForEach(action => action());
        return Get();
    }

    private Action Change(string name, JsonNode? value) => _all.TryGetValue(name, out var setting)
        ? setting.Change(name, value)
        : throw new FormatException($"setting '{name}' is not known: there are {string.Join(", ", _all.Keys)}");

    private JsonObject Limits() => new(_world.Limits.Limits.Select(one => KeyValuePair.Create(one.Key, (JsonNode?)new JsonObject { ["qps"] = one.Value.Qps, ["burst"] = one.Value.Burst })));

    private Action ChangeLimits(string name, JsonNode? value)
    {
        var limits = (value as JsonObject ?? throw Wrong(name, "an object of services")).Select(one => KeyValuePair.Create(one.Key, Limit(one.Key, one.Value))).ToList();
        return () => _world.Limits.Set(limits);
    }

    private static Setting Span(Func<TimeSpan> get, Action<TimeSpan> set)
    {
        Action Change(string name, JsonNode? value)
        {
            var span = TimeSpan.FromMilliseconds(Number(name, value, 0));
            return () => set(span);
        }

        return new(() => (long)get().TotalMilliseconds, Change);
    }

    private static Setting Count(Func<int> get, Action<int> set)
    {
        Action Change(string name, JsonNode? value)
        {
            var count = (int)Number(name, value, 1);
            return () => set(count);
        }

        return new(() => get(), Change);
    }

    private static Setting Switch(Func<bool> get, Action<bool> set)
    {
        Action Change(string name, JsonNode? value)
        {
            var flag = value is JsonValue single && single.TryGetValue<bool>(out var told) ? told : throw Wrong(name, "true or false");
            return () => set(flag);
        }

        return new(() => get(), Change);
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

    private static FormatException Wrong(string name, string form) => new($"setting '{name}' must be {form}");

    /// <param name="Change">Checks a new value under the setting's name, and tells how to put it in force.</param>
    private sealed record Setting(Func<JsonNode> Get, Func<string, JsonNode?, Action> Change);
}
