using Sonde.Emulator.Http;

namespace Sonde.Emulator.Oss;

/// <summary>Refusals of OSS with their codes, statuses and EC numbers (oss.md 7).</summary>
internal static class OssErrors
{
    public static Refusal Invalid(string message, string name, string value) => new(400, "InvalidArgument", message, ("ArgumentName", name), ("ArgumentValue", value), ("EC", "0017-00000901"));

    public static Refusal NoSuchBucket(string name) => new(404, "NoSuchBucket", "The specified bucket does not exist.", ("BucketName", name), ("EC", "0015-00000101"));

    public static Refusal NoSuchKey(string key) => new(404, "NoSuchKey", "The specified key does not exist.", ("Key", key), ("EC", "0026-00000001"));

    public static Refusal NoSuchUpload(string id) => new(404, "NoSuchUpload", "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.", ("UploadId", id), ("EC", "0042-00000311"));

    public static Refusal NotYours(string bucket) => new(403, "AccessDenied", "The bucket you access does not belong to you.", ("BucketName", bucket), ("EC", "0003-00000001"));

    public static Refusal Exists(string key) => new(409, "FileAlreadyExists", "The object you specified already exists and can not be overwritten.", ("Key", key), ("EC", "0026-00000017"));

    public static Refusal Malformed() => new(400, "MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema.", ("EC", "0016-00000001"));
}
