using System.Globalization;
using Sonde.Operator.Cloud.Http;

namespace Sonde.Operator.Cloud.ObjectStorage;

/// <summary>Compares what went over the wire with what the service counted.</summary>
internal static class Checksums
{
    private const string Header = "x-oss-hash-crc64ecma";

    /// <exception cref="CloudException"><c>ChecksumMismatch</c>.</exception>
    public static void Verify(CloudAnswer answer, ulong ours, string operation)
    {
        if (answer.Header(Header) is not { } theirs || theirs == ours.ToString(CultureInfo.InvariantCulture))
            return;

        throw new CloudException(CloudErrorKind.Unavailable, "ChecksumMismatch", "The content was damaged on its way.", CloudService.Oss, operation)
        {
            Status = answer.Status,
            RequestId = answer.Header("x-oss-request-id"),
            MayHaveHappened = true,
        };
    }
}
