using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Sonde.Operator.Cloud.Http;

/// <summary>Reads the JSON of a good answer.</summary>
internal static class Answers
{
    /// <exception cref="CloudException"><c>UnreadableAnswer</c>: the body is not what the API promises.</exception>
    public static T Read<T>(CloudAnswer answer, JsonTypeInfo<T> type, CloudService service, string operation)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(answer.Body, type) ?? throw Unreadable(service, operation, answer, inner: null);
        }
        catch (JsonException e)
        {
            throw Unreadable(service, operation, answer, e);
        }
    }

    /// <summary>The answer is good by its status and bad by its content, e.g. that of something in between.</summary>
    public static CloudException Unreadable(CloudService service, string operation, CloudAnswer answer, Exception? inner) =>
        new(CloudErrorKind.Unavailable, "UnreadableAnswer", $"The answer of {answer.Length} bytes is not what the API promises. Check the endpoint.", service, operation, inner)
        {
            Status = answer.Status,
            MayHaveHappened = true,
        };
}
