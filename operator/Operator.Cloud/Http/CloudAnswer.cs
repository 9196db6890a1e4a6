namespace Sonde.Operator.Cloud.Http;

/// <summary>An answer, read to its end.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Headers">Headers of the answer and of its content, names in any case.</param>
/// <param name="Body">Body; empty when it went into a destination.</param>
/// <param name="Length">Bytes of the body, wherever they went.</param>
/// <param name="BodyCrc64">Checksum of the body as it came.</param>
/// <param name="SentCrc64">Checksum of the request's body as it went; 0 without one.</param>
internal sealed record CloudAnswer(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body, long Length, ulong BodyCrc64, ulong SentCrc64)
{
    public bool IsSuccess => Status is >= 200 and < 300;

    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
