namespace Sonde.Agent.Core.Config.Reading;

/// <summary>The authenticators of <c>extensions</c>. As in the collector, one must be listed in <c>service.extensions</c> to be used.</summary>
internal sealed class CollectorAuth
{
    public const string BasicType = "basicauth";
    public const string BearerType = "bearertokenauth";

    private readonly Dictionary<string, HttpAuth?> _started = new(StringComparer.Ordinal);
    private readonly Components _extensions;

    public CollectorAuth(Components extensions, Section service)
    {
        _extensions = extensions;
        foreach (var (id, _, place, path) in service.Texts("extensions"))
        {
            if (extensions.Check(id, place, path, service.Faults) && extensions.Use(id) is { } section)
                _started[id] = Read(id, section);
        }
    }

    /// <summary>What an exporter's <c>auth.authenticator</c> names; null (and told) when it names nothing that is started.</summary>
    public HttpAuth? Named(Section auth)
    {
        var id = auth.Text("authenticator");
        auth.Close();
        if (string.IsNullOrEmpty(id))
            auth.Fault("authenticator", "is required: the id of an extension, for example basicauth/prw.");
        else if (_started.TryGetValue(id, out var known))
            return known;
        else if (_extensions.Check(id, auth.PlaceOf("authenticator"), auth.PathOf("authenticator"), auth.Faults))
            auth.Fault("authenticator", $"is \"{id}\", which service.extensions does not list; add it there.");
        return null;
    }

    private static HttpAuth? Read(string id, Section section)
    {
        HttpAuth? auth = Names.TypeOf(id) == BasicType ? Basic(section) : Bearer(section);
        section.Close();
        return auth;
    }

    private static HttpAuth.Basic? Basic(Section section)
    {
        section.Refuse("htpasswd", "it is for servers; the agent is a client and needs client_auth.");
        if (section.Child("client_auth") is not { } client)
        {
            section.Fault("client_auth", "is required: {username: …, password: …}.");
            return null;
        }

        var auth = HttpSettings.BasicOf(client);
        client.Close();
        return auth;
    }

    private static HttpAuth.Bearer? Bearer(Section section)
    {
        var token = Secret.Read(section, "token", "filename");
        var scheme = section.Text("scheme") ?? "Bearer";
        section.Refuse("tokens", "it is for servers; write token.");
        section.Refuse("header", "the token goes into Authorization.");
        if (!Names.IsHeader(scheme))
            section.Fault("scheme", "is no authentication scheme.");
        return HttpSettings.BearerOf(token, scheme);
    }
}
