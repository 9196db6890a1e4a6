using Sonde.Emulator.Http;
using Sonde.Emulator.Signing;

namespace Sonde.Emulator.Oss;

/// <summary>One call of an OSS operation.</summary>
internal sealed record OssCall(Caller Caller, WireRequest Request, OssAddress Address, DateTimeOffset Now)
{
    /// <summary>Age of what a list is to answer; zero for now.</summary>
    public TimeSpan Stale { get; init; }

    public string Bucket => Address.Bucket;

    public string Key => Address.Key;

    /// <summary>The bucket that the address names.</summary>
    /// <exception cref="Refusal">There is none, or it is somebody else's.</exception>
    public Bucket Open(BucketTable table)
    {
        var bucket = table.Find(Bucket) ?? throw OssErrors.NoSuchBucket(Bucket);
        return bucket.AccountId == Caller.AccountId ? bucket : throw OssErrors.NotYours(Bucket);
    }

    /// <exception cref="Refusal">It is no number of this range.</exception>
    public int Number(string parameter, int low, int high, int otherwise)
    {
        if (Request.Parameter(parameter) is not { Length: > 0 } text)
            return otherwise;
        return int.TryParse(text, out var number) && number >= low && number <= high
            ? number
            : throw OssErrors.Invalid($"Argument {parameter} must be an integer between {low} and {high}.", parameter, text);
    }
}
