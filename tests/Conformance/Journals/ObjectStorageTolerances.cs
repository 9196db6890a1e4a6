using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Sonde.Conformance.Journals;

internal static partial class ObjectStorageTolerances
{
    private const string Binary = "application/octet-stream";

    private static readonly string s_standard = "sha256 " + Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes("<CreateBucketConfiguration><StorageClass>Standard</StorageClass></CreateBucketConfiguration>")));

    public static IReadOnlyList<Tolerance> All { get; } =
    [
        Of("page size", "The script asks for small pages to see several; our clients ask for the largest.") with
        {
            Theirs = call => call.Without("max-keys"),
            Ours = call => call.Without("max-keys"),
        },
        Of("repetition", "Our clients repeat a read that was refused for a while; the SDK leaves that to its caller.") with { Repeats = call => call.Path == "/artifacts-test/throttled" },
        Of("type of nothing", "The SDK names a content type by the key's ending even where no content is sent.") with
        {
            Theirs = call => call.Method is "GET" or "HEAD" or "DELETE" || call.Operation == "CopyObject" ? call.WithoutHeader("content-type") : call,
        },
        Of("type by default", $"Without a content type an object is {Binary}; our clients say so.") with
        {
            Theirs = call => WithoutDefault(call, "content-type", Binary),
            Ours = call => WithoutDefault(call, "content-type", Binary),
        },
        Of("bucket by default", "A bucket is private and Standard when nothing is said; our clients say so.") with
        {
            Theirs = call => call.Operation == "PutBucket" ? WithoutDefault(call, "x-oss-acl", "private") : call,
            Ours = call => call.Operation == "PutBucket" && call.Body == s_standard ? WithoutDefault(call.WithoutHeader("content-type") with { Body = "" }, "x-oss-acl", "private") : call,
        },
        Of("Cache-Control", "No object of ours is read by browsers.") with { Theirs = call => call.Operation == "PutObject" ? call.WithoutHeader("cache-control") : call },
        Of("folders", "The script lists as if there were folders; our clients list all below a prefix.") with
        {
            Theirs = call => call.Parameter("delimiter") == "/" ? call.Without("delimiter", "fetch-owner", "start-after") : call,
        },
        Of("encoding-type", "Keys may hold what XML cannot, so our clients always ask for encoded ones.") with
        {
            Theirs = call => call.Operation == "ListObjectsV2" ? call.Without("encoding-type") : call,
            Ours = call => call.Operation == "ListObjectsV2" ? call.Without("encoding-type") : call,
        },
        Of("Quiet", "The script wants to know what was removed; to our clients what is absent is removed.") with
        {
            Theirs = call => WithoutQuiet(call),
            Ours = call => WithoutQuiet(call),
        },
        Of("size of parts", "Our clients write in parts above 16 MB only, 8 MB each: three where the script has two of 16 bytes. Their numbers and order count.") with
        {
            Theirs = call => WithoutContent(call),
            Ours = call => call.Operation == "UploadPart" && call.Parameter("partNumber") == "3" ? null : WithoutContent(call),
        },
        Of("broken upload", "Our clients remove an upload when a part of it fails, so one is made to fail; the script removes it at once.") with
        {
            Ours = call => call is { Operation: "UploadPart", Path: "/artifacts-test/bin/dropped" } ? null : call,
        },
        Of("open upload", "Left open for ListMultipartUploads, which is not ours.") with { Theirs = call => call.Path == "/artifacts-test/bin/open" ? null : call },
    ];

    private static Tolerance Of(string name, string reason) => new("oss", name, reason);

    private static Call WithoutDefault(Call call, string header, string value) => call.Headers.GetValueOrDefault(header) == value ? call.WithoutHeader(header) : call;

    private static Call WithoutQuiet(Call call) => call with { Body = Quiet().Replace(call.Body, "") };

    private static Call WithoutContent(Call call) => call.Operation switch
    {
        "UploadPart" => call with { Body = "" },
        "CompleteMultipartUpload" => call with { Body = PartTag().Replace(ThirdPart().Replace(call.Body, ""), "<ETag/>") },
        _ => call,
    };

    [GeneratedRegex("(?<=^<Delete>)<Quiet>(true|false)</Quiet>", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Quiet();

    [GeneratedRegex("<Part><PartNumber>3</PartNumber><ETag>\"[0-9A-F]{32}\"</ETag></Part>", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ThirdPart();

    [GeneratedRegex("<ETag>\"[0-9A-F]{32}\"</ETag>", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PartTag();
}
