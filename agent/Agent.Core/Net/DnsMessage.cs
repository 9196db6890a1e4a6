using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace Sonde.Agent.Core.Net;

/// <summary>The two messages of RFC 1035 that a stub resolver needs: a question, and the addresses of an answer.</summary>
internal static class DnsMessage
{
    public const ushort TypeA = 1;
    public const ushort TypeAaaa = 28;

    private const ushort ClassInternet = 1;
    private const int HeaderLength = 12;
    private const int MaxLabel = 63;
    private const int MaxName = 253;
    private const byte PointerBits = 0xC0;

    /// <summary>Bytes of a question, or null for a name that DNS cannot carry.</summary>
    public static byte[]? Question(ushort id, string name, ushort type)
    {
        var labels = name.Split('.');
        if (name.Length is 0 or > MaxName || !Ascii.IsValid(name) || labels.Any(label => label.Length is 0 or > MaxLabel))
            return null;

        var message = new byte[HeaderLength + name.Length + 2 + 4];
        BinaryPrimitives.WriteUInt16BigEndian(message, id);
        message[2] = 0x01; // recursion desired
        message[5] = 1; // one question
        var at = HeaderLength;
        foreach (var label in labels)
        {
            message[at++] = (byte)label.Length;
            at += Encoding.ASCII.GetBytes(label, message.AsSpan(at));
        }

        at++;
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(at), type);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(at + 2), ClassInternet);
        return message;
    }

    /// <summary>True when a message answers the question: same id, same question, and an answer at all.</summary>
    public static bool Answers(ReadOnlySpan<byte> message, ReadOnlySpan<byte> question) =>
        message.Length >= question.Length && message[..2].SequenceEqual(question[..2]) && (message[2] & 0x80) != 0 && message[5] == 1
        && Ascii.EqualsIgnoreCase(message[HeaderLength..question.Length], question[HeaderLength..]);

    /// <summary>What an answer says. A message that is broken says <see cref="DnsOutcome.Failed"/>.</summary>
    public static (DnsOutcome Outcome, IReadOnlyList<IPAddress> Addresses) Read(ReadOnlySpan<byte> message, ReadOnlySpan<byte> question, ushort type)
    {
        if ((message[2] & 0x02) != 0)
            return (DnsOutcome.Truncated, []);

        const int NameError = 3;
        var code = message[3] & 0x0F;
        if (code != 0)
            return (code == NameError ? DnsOutcome.Answered : DnsOutcome.Failed, []);

        var addresses = new List<IPAddress>();
        var at = question.Length;
        for (var left = BinaryPrimitives.ReadUInt16BigEndian(message[6..]); left > 0; left--)
        {
            if (!TrySkipName(message, ref at) || at + 10 > message.Length)
                return (DnsOutcome.Failed, []);
            var recordType = BinaryPrimitives.ReadUInt16BigEndian(message[at..]);
            var length = BinaryPrimitives.ReadUInt16BigEndian(message[(at + 8)..]);
            at += 10;
            if (at + length > message.Length)
                return (DnsOutcome.Failed, []);
            // An alias comes with the addresses of what it stands for: the server recursed.
            if (recordType == type && length == (type == TypeA ? 4 : 16))
                addresses.Add(new IPAddress(message.Slice(at, length)));
            at += length;
        }

        return (DnsOutcome.Answered, addresses);
    }

    private static bool TrySkipName(ReadOnlySpan<byte> message, ref int at)
    {
        while (at < message.Length)
        {
            var length = message[at];
            if (length >= PointerBits)
            {
                at += 2;
                return true;
            }

            at += length + 1;
            if (length == 0)
                return true;
        }

        return false;
    }
}
