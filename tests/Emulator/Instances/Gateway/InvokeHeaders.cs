using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace Sonde.Emulator.Instances.Gateway;

/// <summary>Headers on the way to an instance and back (fc-runtime.md 5).</summary>
internal static class InvokeHeaders
{
    private static readonly HashSet<string> s_hopByHop = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Expect", "Content-Length",
    };

    /// <summary>Copies what the client sent and adds what the platform adds.</summary>
    public static void ToInstance(HttpRequest from, HttpRequestMessage to, InvokeCall call, Instance instance)
    {
        foreach (var (name, values) in from.Headers)
        {
            if (!s_hopByHop.Contains(name) && !IsReserved(name, call.Kind))
                Add(to, name, values);
        }

        if (from.ContentLength is { } length && to.Content is not null)
            to.Content.Headers.ContentLength = length;
        foreach (var (name, value) in Added(call, instance))
            to.Headers.TryAddWithoutValidation(name, value);
    }

    /// <summary>Copies what the instance answered.</summary>
    public static void ToClient(HttpResponseMessage from, HttpResponse to)
    {
        to.StatusCode = (int)from.StatusCode;
        foreach (var (name, values) in from.Headers.NonValidated.Concat(from.Content.Headers.NonValidated))
        {
            if (!s_hopByHop.Contains(name))
                to.Headers.Append(name, values.ToArray());
        }

        if (from.Content.Headers.ContentLength is { } length)
            to.ContentLength = length;
    }

    // Of an API call the signature is the platform's; of a trigger call the client's own Authorization belongs to the server inside.
    private static bool IsReserved(string name, InvokeKind kind) =>
        name.StartsWith("x-fc-", StringComparison.OrdinalIgnoreCase)
        || (kind == InvokeKind.Invocation && (name.StartsWith("x-acs-", StringComparison.OrdinalIgnoreCase) || name.Equals("Authorization", StringComparison.OrdinalIgnoreCase)));

    private static void Add(HttpRequestMessage to, string name, StringValues values)
    {
        if (!to.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
            to.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
    }

    private static IEnumerable<(string Name, string Value)> Added(InvokeCall call, Instance instance)
    {
        var function = instance.Function;
        yield return ("x-fc-request-id", call.RequestId);
        yield return ("x-fc-function-name", function.Name);
        yield return ("x-fc-function-handler", function.Handler);
        yield return ("x-fc-function-memory", function.MemorySize.ToString(CultureInfo.InvariantCulture));
        yield return ("x-fc-region", function.Region);
        yield return ("x-fc-account-id", function.AccountId);
        yield return ("x-fc-qualifier", call.Qualifier);
        yield return ("x-fc-version-id", function.VersionId);
        yield return ("x-fc-control-path", call.Kind == InvokeKind.HttpTrigger ? "/http-invoke" : "/invoke");
        if (instance.Role is not { } role || function.DisableInjectCredentials is "Request" or "All")
            yield break;
        yield return ("x-fc-access-key-id", role.Id);
        yield return ("x-fc-access-key-secret", role.Secret);
        yield return ("x-fc-security-token", role.SecurityToken);
    }
}
