namespace Sonde.Engine.Serving;

/// <summary>A request that the engine refuses, with the status and the type of its error body.</summary>
internal sealed class RequestException(int status, string type, string message) : Exception(message)
{
    public int Status { get; } = status;

    public string Type { get; } = type;

    public static RequestException Bad(string message) => new(400, "BadRequestError", message);
}
