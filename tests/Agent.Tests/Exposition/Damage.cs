using CsCheck;

namespace Sonde.Agent.Tests.Exposition;

/// <summary>Ways to spoil a page in one place.</summary>
internal static class Damage
{
    /// <summary>A character removed, added or replaced, or the page cut.</summary>
    public static Gen<Func<string, string>> Any { get; } =
        Gen.Select(Gen.Int[0, 400], Gen.Int[0, 3], Tests.Any.Of('"', '{', '}', '\\', '\n', ' ', '#', ',', '=', '0', '\r', 'E', '_', '\t'))
            .Select((at, kind, with) => (Func<string, string>)(page => At(page, at % Math.Max(1, page.Length), kind, with)));

    private static string At(string page, int at, int kind, char with)
    {
        // Half a character outside of the BMP is no UTF-8; that is another test.
        if (page.Length == 0 || char.IsSurrogate(page[at]))
            return page;

        return kind switch
        {
            0 => page.Remove(at, 1),
            1 => page.Insert(at, with.ToString()),
            2 => page[..at] + with + page[(at + 1)..],
            _ => page[..at],
        };
    }
}
