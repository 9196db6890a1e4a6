using System.Security.Cryptography;
using System.Text;

namespace Sonde.Agent.Core.Spool;

/// <summary>Whose spool it is: a hash of the destination's address, so that nothing is ever sent to another one.</summary>
/// <param name="Value">The first eight bytes of the SHA-256.</param>
internal readonly record struct SpoolIdentity(ulong Value)
{
    public static SpoolIdentity Of(string url) =>
        new(System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(url))));

    /// <summary>Name of the destination's folder: 16 hexadecimal digits.</summary>
    public override string ToString() => Value.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
}
