using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Sonde.Emulator.Http;

namespace Sonde.Emulator.FunctionCompute;

/// <summary>The URLs that <c>GetFunctionCode</c> hands out: like presigned ones they need no signature of the caller, and stop to work after a while.</summary>
internal sealed class CodeDownloads(EmulatorWorld world)
{
    public const string PathPrefix = "/_fc-code/";

    /// <summary>How long the real URL lives is UNCERTAIN.</summary>
    private static readonly TimeSpan s_life = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, (string Path, DateTimeOffset Until, FunctionCode Code)> _given = new(StringComparer.Ordinal);

    public string UrlOf(FunctionRecord record, FunctionCode code, DateTimeOffset now)
    {
        foreach (var old in _given.Where(one => one.Value.Until < now))
            _given.TryRemove(old.Key, out _);
        var (path, until, signature) = ($"{PathPrefix}{record.AccountId}/{record.Name}/{record.VersionId}.zip", now + s_life, RandomNumberGenerator.GetHexString(64, lowercase: true));
        _given[signature] = (path, until, code);
        return $"{world.BaseUrl}{path}?Expires={until.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}&Signature={signature}";
    }

    /// <exception cref="Refusal">The URL was not given out like this, or is too old.</exception>
    public Answer Get(WireRequest request)
    {
        if (request.Method is not ("GET" or "HEAD"))
            throw new Refusal(405, "MethodNotAllowed", "The specified method is not allowed against this resource.", ("Method", request.Method), ("ResourceType", "Object"));
        var found = _given.TryGetValue(request.Parameter("Signature") ?? "", out var given)
            && given.Path == request.RawPath
            && request.Parameter("Expires") == given.Until.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        if (!found)
            throw new Refusal(403, "SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided. Check your key and signing method.", ("EC", "0002-00000040"));
        if (world.Clock.GetUtcNow() > given.Until)
            throw new Refusal(403, "AccessDenied", "Request has expired.", ("Expires", Times.Milliseconds(given.Until)), ("EC", "0002-00000069"));
        return new Answer(200, given.Code.Zip, "application/zip").With("x-oss-hash-crc64ecma", given.Code.Checksum);
    }
}
