namespace Sonde.Agent.Core.Config.Reading;

/// <summary>What Prometheus says of an HTTP client, in a scrape job and in a remote write alike.</summary>
internal static class HttpSettings
{
    private const string NoFile = "put the secret into an environment variable and write ${env:NAME}.";

    /// <summary><c>basic_auth</c>, <c>authorization</c> or <c>bearer_token</c>; at most one.</summary>
    public static HttpAuth? Auth(Section section)
    {
        var basic = section.Child("basic_auth") is { } b ? Basic(b) : null;
        var authorization = section.Child("authorization") is { } a ? Authorization(a) : null;
        var bearer = section.Has("bearer_token") || section.Has("bearer_token_file") ? BearerOf(Secret.Read(section, "bearer_token", "bearer_token_file"), "Bearer") : null;
        section.Know("bearer_token");
        section.Know("bearer_token_file");
        section.Refuse("oauth2", "use basic_auth or authorization.");
        section.Refuse("sigv4", "use basic_auth or authorization.");
        section.Refuse("azuread", "use basic_auth or authorization.");
        section.Refuse("google_iam", "use basic_auth or authorization.");
        HttpAuth?[] given = [basic, authorization, bearer];
        if (given.Count(auth => auth is not null) > 1)
            section.Fault("basic_auth", "stands beside another way to authenticate; keep one of basic_auth, authorization and bearer_token.");
        return given.FirstOrDefault(auth => auth is not null);
    }

    /// <summary><c>tls_config</c>.</summary>
    public static TlsOptions Tls(Section section)
    {
        if (section.Child("tls_config") is not { } tls)
            return new TlsOptions();

        var options = new TlsOptions
        {
            CaFile = tls.Text("ca_file"),
            CertFile = tls.Text("cert_file"),
            KeyFile = tls.Text("key_file"),
            ServerName = tls.Text("server_name"),
            InsecureSkipVerify = tls.Flag("insecure_skip_verify") ?? false,
        };
        tls.Close();
        RequirePair(tls, options);
        return options;
    }

    /// <summary>A client certificate and its key come together.</summary>
    public static void RequirePair(Section tls, TlsOptions options)
    {
        if (options.CertFile is null != options.KeyFile is null)
            tls.Fault(options.CertFile is null ? "key_file" : "cert_file", "needs the other: cert_file and key_file come together.");
    }

    /// <summary>A map of names to a value, checked to be headers that a client may set.</summary>
    public static EquatableArray<HttpHeader> PlainHeaders(Section? section)
    {
        if (section is null)
            return [];

        var headers = new List<HttpHeader>();
        foreach (var entry in section.Entries)
            Add(section, entry.Key, section.Text(entry.Key), headers);
        return headers.ToEquatableArray();
    }

    /// <summary><c>http_headers</c>: name → <c>values</c> or <c>secrets</c>.</summary>
    public static EquatableArray<HttpHeader> ListedHeaders(Section section)
    {
        if (section.Child("http_headers") is not { } named)
            return [];

        var headers = new List<HttpHeader>();
        foreach (var entry in named.Entries)
        {
            if (named.Child(entry.Key) is not { } one)
                continue;
            foreach (var item in one.Texts("values").Concat(one.Texts("secrets")))
                Add(named, entry.Key, item.Value, headers);
            one.Refuse("files", NoFile);
            one.Close();
        }

        return headers.ToEquatableArray();
    }

    /// <summary>Tells of everything that is no absolute http or https address.</summary>
    /// <remarks>A host with stars is what a help page shows; such a file is checked with the rest of it, and cannot be run.</remarks>
    public static void CheckUrl(Section section, string key, string url)
    {
        if (!IsUrl(url.Replace('*', 'x')))
            section.Fault(key, $"is {section.Shown(key)}; expected an absolute http:// or https:// address without user or password in it.");
        else if (!IsUrl(url))
            section.Faults.Warn(section.PlaceOf(key), section.PathOf(key), "still has the stars of an example in it; write the address of your own instance before you run this.");
    }

    private static bool IsUrl(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var parsed) && (parsed.Scheme is "http" or "https") && parsed.Host.Length > 0 && parsed.UserInfo.Length == 0;

    private static void Add(Section section, string name, string? value, List<HttpHeader> headers)
    {
        if (!Names.IsHeader(name) || IsOurs(name))
            section.Fault(name, Names.IsHeader(name) ? "is set by the agent and cannot be replaced." : "cannot be the name of a header.");
        else if (value is null || value.AsSpan().ContainsAny('\r', '\n', '\0'))
            section.Fault(name, "needs a value of one line.");
        else
            headers.Add(new HttpHeader(name, value));
    }

    /// <summary>Headers that the protocol fixes; to let a config replace them would send what a receiver cannot read.</summary>
    private static bool IsOurs(string name) => name.ToUpperInvariant() is "CONTENT-TYPE" or "CONTENT-ENCODING" or "CONTENT-LENGTH" or "TRANSFER-ENCODING"
        or "CONNECTION" or "HOST" or "ACCEPT" or "ACCEPT-ENCODING" or "X-PROMETHEUS-REMOTE-WRITE-VERSION" or "X-PROMETHEUS-SCRAPE-TIMEOUT-SECONDS";

    private static HttpAuth.Basic? Basic(Section basic)
    {
        var auth = BasicOf(basic);
        basic.Close();
        return auth;
    }

    /// <summary>Username and password, each in the config or in a file.</summary>
    public static HttpAuth.Basic? BasicOf(Section section)
    {
        var username = Secret.Read(section, "username", "username_file");
        var password = Secret.Read(section, "password", "password_file");
        return username is null || password is null ? null : new HttpAuth.Basic(username.Value, password.Value)
        {
            UsernameFile = username.File,
            PasswordFile = password.File,
            Source = Secret.Both(username, password),
        };
    }

    /// <summary>A token, in the config or in a file.</summary>
    public static HttpAuth.Bearer? BearerOf(Secret? token, string scheme) =>
        token is null ? null : new HttpAuth.Bearer(token.Value, scheme) { TokenFile = token.File, Source = token.Source };

    private static HttpAuth.Bearer? Authorization(Section authorization)
    {
        var scheme = authorization.Text("type") ?? "Bearer";
        var token = Secret.Read(authorization, "credentials", "credentials_file");
        authorization.Close();
        if (scheme.Equals("basic", StringComparison.OrdinalIgnoreCase))
            authorization.Fault("type", "cannot be Basic; use basic_auth.");
        else if (!Names.IsHeader(scheme))
            authorization.Fault("type", "is no authentication scheme.");
        else
            return BearerOf(token, scheme);
        return null;
    }
}
