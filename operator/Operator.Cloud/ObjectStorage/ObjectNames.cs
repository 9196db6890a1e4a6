using System.Text;
using System.Text.RegularExpressions;

namespace Sonde.Operator.Cloud.ObjectStorage;

/// <summary>Names that OSS would refuse, or that something on the way would tidy after they were signed.</summary>
internal static partial class ObjectNames
{
    public static string CheckedBucket(string bucket, string operation) => Bucket().IsMatch(bucket)
        ? bucket
        : throw Invalid("InvalidBucketName", $"Bucket '{bucket}': 3 to 63 of a-z, 0-9 and -, first and last no -.", operation);

    public static string CheckedKey(string key, string operation)
    {
        // A last empty segment is a folder marker; any other would be folded, and dots would be resolved.
        var segments = key.Split('/');
        var fits = Encoding.UTF8.GetByteCount(key) is >= 1 and <= 1023 && key[0] is not ('/' or '\\')
            && !segments.AsSpan(0, segments.Length - 1).Contains("") && !segments.Contains(".") && !segments.Contains("..");
        return fits ? key : throw Invalid("InvalidObjectName", $"Key '{key}': 1 to 1023 bytes, no leading slash, no empty, '.' or '..' segment.", operation);
    }

    public static void CheckMetadata(string name, string value, string bucket, string key)
    {
        if (!MetadataName().IsMatch(name) || value.Any(c => c is < ' ' or > '~'))
            throw Invalid("InvalidMetadata", $"Metadata '{name}' of {bucket}/{key}: the name is of letters, digits and -, the value of printable ASCII.", "PutObject");
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Bucket();

    [GeneratedRegex("^[A-Za-z0-9-]{1,128}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MetadataName();

    private static CloudException Invalid(string code, string message, string operation) => new(CloudErrorKind.Invalid, code, message, CloudService.Oss, operation);
}
