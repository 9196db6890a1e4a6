namespace Sonde.Operator.Api;

/// <summary>A method of HTTP.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HttpVerb>))]
public enum HttpVerb
{
    /// <summary>GET.</summary>
    GET,

    /// <summary>POST.</summary>
    POST,

    /// <summary>PUT.</summary>
    PUT,

    /// <summary>DELETE.</summary>
    DELETE,

    /// <summary>HEAD.</summary>
    HEAD,

    /// <summary>PATCH.</summary>
    PATCH,

    /// <summary>OPTIONS.</summary>
    OPTIONS,
}
