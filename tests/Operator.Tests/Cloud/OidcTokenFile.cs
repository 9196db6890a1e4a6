using System.Buffers.Text;
using System.Text;

namespace Sonde.Operator.Tests.Cloud;

/// <summary>A token file as the cluster projects it, in a folder of its own.</summary>
internal sealed class OidcTokenFile : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sonde-token-");

    public OidcTokenFile(string subject = "one") => Write(TokenFor(subject));

    public string Path => System.IO.Path.Combine(_folder.FullName, "token");

    public static string TokenFor(string subject, string audience = "sts.aliyuncs.com") =>
        $"eyJhbGciOiJSUzI1NiJ9.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes($$"""{"sub":"{{subject}}","aud":["{{audience}}"]}"""))}.c2lnbmVk";

    public void Write(string content) => File.WriteAllText(Path, content);

    public void Dispose() => _folder.Delete(recursive: true);
}
