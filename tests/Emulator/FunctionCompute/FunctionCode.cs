using System.IO.Compression;
using System.Text.Json.Nodes;
using Sonde.Emulator.Oss;
using static Sonde.Emulator.FunctionCompute.FunctionRules;

namespace Sonde.Emulator.FunctionCompute;

/// <summary>The package of a function that is not a container (fc.md 3). Never changes: other code is another object.</summary>
/// <param name="Checksum">CRC-64 of the package, decimal: what <c>codeChecksum</c> and <c>GetFunctionCode</c> tell.</param>
internal sealed record FunctionCode(ReadOnlyMemory<byte> Zip, string Checksum)
{
    /// <summary>Takes the package out of what is declared, which does not keep it; null when none is sent.</summary>
    /// <exception cref="Http.Refusal">There is no such package, it is no zip, or its check sum differs.</exception>
    public static FunctionCode? Take(JsonObject declared, BucketStore buckets, string accountId)
    {
        var sent = declared.Object("code");
        declared.Remove("code");
        if (sent is null)
            return null;
        var inline = sent.Text("zipFile").Length > 0;
        Need(inline != sent.Text("ossObjectName").Length > 0, "code needs either zipFile or ossBucketName and ossObjectName");
        var zip = inline ? Decoded(sent.Text("zipFile")) : Stored(sent, buckets, accountId);
        CheckZip(zip);
        var checksum = $"{Crc64.Of(zip.Span)}";
        Need(sent.Text("checksum") is var told && (told.Length == 0 || told == checksum), $"code.checksum '{told}' is not the CRC-64 of the package, {checksum}");
        return new(zip, checksum);
    }

    private static ReadOnlyMemory<byte> Decoded(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes.AsMemory(0, length) : throw FcErrors.Invalid("code.zipFile must be base64");
    }

    private static ReadOnlyMemory<byte> Stored(JsonObject sent, BucketStore buckets, string accountId)
    {
        var (bucket, key) = (sent.Text("ossBucketName"), sent.Text("ossObjectName"));
        Need(buckets.OwnerOf(bucket) == accountId, $"code.ossBucketName: bucket '{bucket}' does not exist");
        return (buckets.Find(bucket, key) ?? throw FcErrors.Invalid($"code.ossObjectName: object '{key}' does not exist in bucket '{bucket}'")).Content;
    }

    private static void CheckZip(ReadOnlyMemory<byte> zip)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(zip.ToArray(), writable: false), ZipArchiveMode.Read);
            Need(archive.Entries.Count > 0, "code: the package is empty");
        }
        catch (InvalidDataException)
        {
            throw FcErrors.Invalid("code: the package is not a valid zip file");
        }
    }
}
