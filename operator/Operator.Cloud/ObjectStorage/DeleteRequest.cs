using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Sonde.Operator.Cloud.Http;

namespace Sonde.Operator.Cloud.ObjectStorage;

/// <summary>Keys → one call that removes them all.</summary>
internal static class DeleteRequest
{
    public static CloudRequest Of(CloudRequest bucket, IEnumerable<string> keys)
    {
        var body = Encoding.UTF8.GetBytes(new XElement(
            "Delete",
            new XElement("Quiet", "true"),
            keys.Select(key => new XElement("Object", new XElement("Key", ObjectNames.CheckedKey(key, bucket.Operation))))).ToString(SaveOptions.DisableFormatting));
        return bucket with { Query = [new("delete", null)], Headers = [new("content-md5", Md5(body))], ContentType = "application/xml", Body = ObjectBody.FromBytes(body) };
    }

#pragma warning disable CA5351 // The service demands this digest; it guards against damage, not against people.
    private static string Md5(byte[] body) => Convert.ToBase64String(MD5.HashData(body));
#pragma warning restore CA5351
}
