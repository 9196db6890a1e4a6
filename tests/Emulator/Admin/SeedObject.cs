using System.Text;

namespace Sonde.Emulator.Admin;

/// <summary>Content from one of three places; none of them makes an empty object, such as a directory marker.</summary>
internal sealed record SeedObject(string Key, string? Text = null, string? Base64 = null, string? File = null)
{
    public byte[] Content(string folder)
    {
        if (File is not null)
            return System.IO.File.ReadAllBytes(Path.Combine(folder, File));
        return Base64 is not null ? Convert.FromBase64String(Base64) : Encoding.UTF8.GetBytes(Text ?? "");
    }
}
