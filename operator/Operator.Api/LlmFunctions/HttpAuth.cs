namespace Sonde.Operator.Api;

/// <summary>Who may call a function's URL.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HttpAuth>))]
public enum HttpAuth
{
    /// <summary>Requests signed with an AccessKey.</summary>
    Signed,

    /// <summary>Anyone who knows the URL.</summary>
    Anonymous,
}
