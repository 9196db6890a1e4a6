using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;
using k8s;
using k8s.Models;
using Sonde.Operator.Kube;

namespace Sonde.Operator.Tests.Kube;

/// <summary>An API server of forty lines: lists, watches, reads, merge patches with resource versions. Its faults are scripted; the real one is used in Integration.</summary>
internal sealed class FakeApiServer : DelegatingHandler
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, JsonObject> _objects = new(StringComparer.Ordinal);
    private long _version = 100;

    /// <summary>Looks at a request first; an answer of its own replaces the server's.</summary>
    public Func<HttpRequestMessage, HttpResponseMessage?>? Intercept { get; set; }

    public ConcurrentQueue<(HttpMethod Method, string Path, string Query, string Body)> Journal { get; } = new();

    public List<FakeWatch> Watches { get; } = [];

    public IEnumerable<(HttpMethod Method, string Path, string Query, string Body)> Writes => Journal.Where(request => request.Method != HttpMethod.Get);

    /// <summary>A client that talks to nobody else.</summary>
    public k8s.Kubernetes Client() => new(new KubernetesClientConfiguration { Host = "http://api.invalid" }, this);

    public JsonObject Find(string path)
    {
        lock (_gate)
            return (JsonObject)_objects[path].DeepClone();
    }

    public bool Has(string path)
    {
        lock (_gate)
            return _objects.ContainsKey(path);
    }

    /// <summary>What a person does with kubectl: the object is stored as given, with a version, a uid and a generation of its own.</summary>
    public void Put<T>(T entity) where T : IKubernetesObject<V1ObjectMeta> =>
        Put(PathOf(entity), JsonNode.Parse(KubernetesJson.Serialize(entity))!.AsObject());

    public void Change(string path, Action<JsonObject> change)
    {
        lock (_gate)
        {
            var json = Find(path);
            change(json);
            Put(path, json);
        }
    }

    /// <summary>The object is gone at once; watches that follow are told.</summary>
    public void Remove(string path)
    {
        lock (_gate)
        {
            var gone = _objects[path];
            _objects.Remove(path);
            gone["metadata"]!["resourceVersion"] = $"{++_version}";
            Tell("DELETED", path, gone);
        }
    }

    public static string PathOf<T>(T entity) where T : IKubernetesObject<V1ObjectMeta> => $"/{ResourceType.Of<T>().PathOf(ResourceKey.Of(entity))}";

    public static HttpResponseMessage Status(HttpStatusCode code, string reason) => new(code)
    {
        Content = new StringContent($$"""{"kind":"Status","apiVersion":"v1","status":"Failure","reason":"{{reason}}","message":"told by the test","code":{{(int)code}}}"""),
    };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        Journal.Enqueue((request.Method, request.RequestUri!.AbsolutePath, request.RequestUri.Query, body));
        if (Intercept?.Invoke(request) is { } scripted)
            return scripted;
        lock (_gate)
            return Answer(request.Method.Method, request.RequestUri!, body);
    }

    private HttpResponseMessage Answer(string method, Uri uri, string body) => method switch
    {
        "GET" when HttpUtility.ParseQueryString(uri.Query)["watch"] == "true" => Watch(uri),
        "GET" when uri.AbsolutePath.Split('/')[^1].EndsWith('s') => List(uri),
        "GET" => _objects.TryGetValue(uri.AbsolutePath, out var found) ? Json(found) : Status(HttpStatusCode.NotFound, "NotFound"),
        "PATCH" => Patch(uri.AbsolutePath, JsonNode.Parse(body)!.AsObject()),
        "PUT" => Replace(uri.AbsolutePath, JsonNode.Parse(body)!.AsObject()),
        _ => Create(uri.AbsolutePath, JsonNode.Parse(body)!.AsObject()),
    };

    private HttpResponseMessage Watch(Uri uri)
    {
        var watch = new FakeWatch(uri.AbsolutePath, uri.Query);
        var from = long.Parse(HttpUtility.ParseQueryString(uri.Query)["resourceVersion"]!, null);
        foreach (var (path, json) in _objects.Where(o => IsIn(watch.Path, o.Key) && VersionOf(o.Value) > from).OrderBy(o => VersionOf(o.Value)))
            watch.Send("MODIFIED", json);
        Watches.Add(watch);
        return new(HttpStatusCode.OK) { Content = new StreamContent(watch.Body) };
    }

    private HttpResponseMessage List(Uri uri)
    {
        var query = HttpUtility.ParseQueryString(uri.Query);
        var limit = int.Parse(query["limit"] ?? "1000000", null);
        var start = int.Parse(query["continue"] ?? "0", null);
        var all = _objects.Where(o => IsIn(uri.AbsolutePath, o.Key)).Select(o => o.Value.DeepClone()).ToList();
        var metadata = new JsonObject { ["resourceVersion"] = $"{_version}" };
        if (start + limit < all.Count)
            metadata["continue"] = $"{start + limit}";
        return Json(new JsonObject { ["kind"] = "List", ["metadata"] = metadata, ["items"] = new JsonArray([.. all.Skip(start).Take(limit)]) });
    }

    private HttpResponseMessage Patch(string path, JsonObject patch)
    {
        var target = path.EndsWith("/status", StringComparison.Ordinal) ? path[..^"/status".Length] : path;
        if (!_objects.TryGetValue(target, out var stored))
            return Status(HttpStatusCode.NotFound, "NotFound");
        if (patch["metadata"]?["resourceVersion"]?.GetValue<string>() is { } expected && expected != stored["metadata"]!["resourceVersion"]!.GetValue<string>())
            return Status(HttpStatusCode.Conflict, "Conflict");

        var json = (JsonObject)stored.DeepClone();
        Merge(json, target == path ? patch : new JsonObject { ["status"] = patch["status"]!.DeepClone() });
        return Store(target, json);
    }

    private HttpResponseMessage Replace(string path, JsonObject json) =>
        json["metadata"]!["resourceVersion"]?.GetValue<string>() != _objects[path]["metadata"]!["resourceVersion"]!.GetValue<string>()
            ? Status(HttpStatusCode.Conflict, "Conflict")
            : Store(path, json);

    private HttpResponseMessage Create(string collection, JsonObject json)
    {
        var path = $"{collection}/{json["metadata"]!["name"]!.GetValue<string>()}";
        return _objects.ContainsKey(path) ? Status(HttpStatusCode.Conflict, "AlreadyExists") : Store(path, json);
    }

    private HttpResponseMessage Store(string path, JsonObject json)
    {
        Put(path, json);
        var metadata = json["metadata"]!;
        if (metadata["deletionTimestamp"] is not null && (metadata["finalizers"] as JsonArray)?.Count is null or 0)
            Remove(path);
        return Json(json);
    }

    private void Put(string path, JsonObject json)
    {
        lock (_gate)
        {
            _objects.TryGetValue(path, out var before);
            var metadata = json["metadata"]!.AsObject();
            metadata["resourceVersion"] = $"{++_version}";
            metadata["uid"] ??= $"uid-{_version}";
            var generation = before?["metadata"]?["generation"]?.GetValue<long>() ?? 0;
            metadata["generation"] = before is not null && JsonNode.DeepEquals(before["spec"], json["spec"]) ? generation : generation + 1;
            _objects[path] = (JsonObject)json.DeepClone();
            Tell(before is null ? "ADDED" : "MODIFIED", path, json);
        }
    }

    private void Tell(string type, string path, JsonObject json)
    {
        foreach (var watch in Watches.Where(watch => watch.IsFollowing && IsIn(watch.Path, path)))
            watch.Send(type, json);
    }

    private static bool IsIn(string collection, string path)
    {
        var last = collection.LastIndexOf('/');
        return path.StartsWith(collection[..last], StringComparison.Ordinal) && path.Split('/')[^2] == collection[(last + 1)..];
    }

    private static long VersionOf(JsonObject json) => long.Parse(json["metadata"]!["resourceVersion"]!.GetValue<string>(), null);

    private static HttpResponseMessage Json(JsonObject json) => new(HttpStatusCode.OK) { Content = new StringContent(json.ToJsonString(), Encoding.UTF8, "application/json") };

    private static void Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (value is null)
                target.Remove(name);
            else if (value is JsonObject inner && target[name] is JsonObject nested)
                Merge(nested, inner);
            else
                target[name] = value.DeepClone();
        }
    }
}
