using System.Globalization;
using System.Text;
using Sonde.Operator.Cloud.Http;

namespace Sonde.Operator.Cloud.ObjectStorage;

/// <summary>Writes a large object in parts, so that a broken connection costs one part. Readers see nothing of it until it is whole.</summary>
/// <param name="transport">Sends.</param>
/// <param name="target">Bucket and key; all calls go there.</param>
internal sealed class MultipartUpload(CloudTransport transport, CloudRequest target)
{
    /// <summary>Bytes above which an object is written in parts.</summary>
    public const long Threshold = 16L << 20;

    private const long SmallestPart = 8L << 20;
    private const int MostParts = 10_000;

    /// <summary>Writes <paramref name="body"/>.</summary>
    /// <param name="body">Content.</param>
    /// <param name="options">Its content type.</param>
    /// <param name="headers">Metadata and conditions.</param>
    /// <param name="cancellation">Ends the upload; what was sent is removed.</param>
    public async Task<ObjectInfo> WriteAsync(ObjectBody body, PutOptions options, IReadOnlyList<KeyValuePair<string, string>> headers, CancellationToken cancellation)
    {
        var begin = target with { Operation = "InitiateMultipartUpload", Method = HttpMethod.Post, Query = [new("uploads", null)], Headers = headers, ContentType = options.ContentType, Body = ObjectBody.FromBytes(default) };
        var upload = ObjectAnswers.UploadIdOf(await transport.SendAsync(begin, cancellation));
        try
        {
            var (parts, crc) = await SendPartsAsync(upload, body, cancellation);
            return await CompleteAsync(upload, parts, crc, body.Length, options, cancellation);
        }
        catch
        {
            await AbortAsync(upload);
            throw;
        }
    }

    private async Task<(string Parts, ulong Crc)> SendPartsAsync(string upload, ObjectBody body, CancellationToken cancellation)
    {
        var size = Math.Max(SmallestPart, (body.Length + MostParts - 1) / MostParts);
        var (parts, crc, number) = (new StringBuilder(), 0UL, 0);
        for (var offset = 0L; offset < body.Length; offset += size)
        {
            var part = body.Slice(offset, Math.Min(size, body.Length - offset));
            var position = (++number).ToString(CultureInfo.InvariantCulture);
            var answer = await transport.SendAsync(
                target with { Operation = "UploadPart", Method = HttpMethod.Put, Query = [new("partNumber", position), new("uploadId", upload)], Body = part, ContentType = "application/octet-stream" }, cancellation);
            Checksums.Verify(answer, answer.SentCrc64, "UploadPart");
            crc = Crc64.Combine(crc, answer.SentCrc64, part.Length);
            parts.Append("<Part><PartNumber>").Append(position).Append("</PartNumber><ETag>").Append(answer.Header("ETag")).Append("</ETag></Part>");
        }

        return (parts.ToString(), crc);
    }

    private async Task<ObjectInfo> CompleteAsync(string upload, string parts, ulong crc, long length, PutOptions options, CancellationToken cancellation)
    {
        var request = target with
        {
            Operation = "CompleteMultipartUpload",
            Method = HttpMethod.Post,
            Query = [new("uploadId", upload)],
            Headers = options.ForbidOverwrite ? [new("x-oss-forbid-overwrite", "true")] : [],
            ContentType = "application/xml",
            Body = ObjectBody.FromBytes(Encoding.UTF8.GetBytes($"<CompleteMultipartUpload>{parts}</CompleteMultipartUpload>")),
        };
        try
        {
            var answer = await transport.SendAsync(request, cancellation);
            Checksums.Verify(answer, crc, request.Operation);
            return ObjectAnswers.WrittenInfoOf(answer, length, options) with { Crc64 = Text(crc) };
        }
        catch (CloudException e) when (e is { Code: "NoSuchUpload" } or { Kind: CloudErrorKind.AlreadyExists })
        {
            // The first attempt may have done it and its answer been lost: then the object is there, with our content.
            if (await FindAsync(cancellation) is { } there && there.Size == length && there.Crc64 == Text(crc))
                return there;
            throw;
        }
    }

    private async Task<ObjectInfo?> FindAsync(CancellationToken cancellation)
    {
        try
        {
            return ObjectAnswers.InfoOf(await transport.SendAsync(target with { Operation = "HeadObject", Method = HttpMethod.Head, Effect = CallEffect.Read }, cancellation));
        }
        catch (CloudException e) when (e.Kind is CloudErrorKind.NotFound)
        {
            return null;
        }
    }

    // Also when the caller has cancelled: parts that are left behind are paid for.
    private async Task AbortAsync(string upload)
    {
        try
        {
            await transport.SendAsync(target with { Operation = "AbortMultipartUpload", Method = HttpMethod.Delete, Query = [new("uploadId", upload)] }, CancellationToken.None);
        }
        catch (CloudException)
        {
            // The caller is told why the upload failed; that matters more.
        }
    }

    private static string Text(ulong crc) => crc.ToString(CultureInfo.InvariantCulture);
}
