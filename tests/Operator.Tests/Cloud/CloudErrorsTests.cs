using Sonde.Operator.Cloud;

namespace Sonde.Operator.Tests.Cloud;

public sealed class CloudErrorsTests
{
    [Theory]
    [InlineData(404, "FunctionNotFound", CloudErrorKind.NotFound)]
    [InlineData(404, "TriggerNotFound", CloudErrorKind.NotFound)]
    [InlineData(404, "ProvisionConfigNotFound", CloudErrorKind.NotFound)]
    [InlineData(404, "NoSuchKey", CloudErrorKind.NotFound)]
    [InlineData(404, "", CloudErrorKind.NotFound)]
    [InlineData(200, "404", CloudErrorKind.NotFound)]
    [InlineData(404, "PathNotSupported", CloudErrorKind.Invalid)]
    [InlineData(404, "InvalidAction.NotFound", CloudErrorKind.Invalid)]
    [InlineData(404, "InvalidAccessKeyId.NotFound", CloudErrorKind.Denied)]
    [InlineData(403, "InvalidAccessKeyID", CloudErrorKind.Denied)]
    [InlineData(400, "SignatureDoesNotMatch", CloudErrorKind.Denied)]
    [InlineData(400, "InvalidSecurityToken.Expired", CloudErrorKind.Denied)]
    [InlineData(403, "Forbidden.RAM", CloudErrorKind.Denied)]
    [InlineData(403, "", CloudErrorKind.Denied)]
    [InlineData(409, "FunctionAlreadyExists", CloudErrorKind.AlreadyExists)]
    [InlineData(409, "FileAlreadyExists", CloudErrorKind.AlreadyExists)]
    [InlineData(409, "BucketAlreadyExists", CloudErrorKind.AlreadyExists)]
    [InlineData(409, "ConcurrentUpdateError", CloudErrorKind.Conflict)]
    [InlineData(412, "PreconditionFailed", CloudErrorKind.Conflict)]
    [InlineData(409, "Unheard", CloudErrorKind.Conflict)]
    [InlineData(409, "FunctionNotEmpty", CloudErrorKind.Blocked)]
    [InlineData(400, "ProvisionConfigExist", CloudErrorKind.Blocked)]
    [InlineData(429, "ResourceExhausted", CloudErrorKind.Throttled)]
    [InlineData(400, "Throttling.User", CloudErrorKind.Throttled)]
    [InlineData(503, "Throttling.Api", CloudErrorKind.Throttled)]
    [InlineData(503, "QpsLimitExceeded", CloudErrorKind.Throttled)]
    [InlineData(429, "", CloudErrorKind.Throttled)]
    [InlineData(403, "QuotaExceeded.Instance", CloudErrorKind.QuotaExceeded)]
    [InlineData(400, "FunctionLimitExceeded", CloudErrorKind.QuotaExceeded)]
    [InlineData(503, "ServiceUnavailable", CloudErrorKind.Unavailable)]
    [InlineData(503, "ResourcePoolInsufficientCapacity", CloudErrorKind.Unavailable)]
    [InlineData(502, "", CloudErrorKind.Unavailable)]
    [InlineData(200, "503", CloudErrorKind.Unavailable)]
    [InlineData(400, "InvalidArgument", CloudErrorKind.Invalid)]
    [InlineData(413, "EntityTooLarge", CloudErrorKind.Invalid)]
    [InlineData(301, "", CloudErrorKind.Invalid)]
    public void The_code_decides_and_the_status_for_codes_that_are_not_known(int status, string code, CloudErrorKind kind) =>
        Assert.Equal(kind, CloudErrors.KindOf(status, code));
}
