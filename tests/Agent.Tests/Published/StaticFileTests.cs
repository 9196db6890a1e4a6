using System.Buffers.Binary;

namespace Sonde.Agent.Tests.Published;

/// <summary>Musl, an old glibc, no libc at all: a file that asks for no loader and no library does not know the difference.</summary>
[Trait("Needs", "PublishedAgent")]
public sealed class StaticFileTests
{
    private const uint Dynamic = 2;
    private const uint Interpreter = 3;
    private const long Largest = 16 << 20;

    [Fact]
    public async Task It_asks_for_no_loader_and_for_no_library()
    {
        var types = SegmentTypes(await File.ReadAllBytesAsync(await PublishedAgent.FileAsync(), TestContext.Current.CancellationToken));

        Assert.NotEmpty(types);
        Assert.DoesNotContain(Interpreter, types);
        // Without this segment there is no DT_NEEDED either.
        Assert.DoesNotContain(Dynamic, types);
    }

    [Fact]
    public async Task It_is_no_larger_than_promised() => Assert.InRange(new FileInfo(await PublishedAgent.FileAsync()).Length, 1, Largest);

    // Program headers of a 64-bit little-endian ELF file: e_phoff at 32, e_phentsize at 54, e_phnum at 56; p_type comes first in each.
    private static uint[] SegmentTypes(ReadOnlySpan<byte> file)
    {
        Assert.True(file.StartsWith("\u007fELF\u0002\u0001"u8));
        var table = (int)BinaryPrimitives.ReadUInt64LittleEndian(file[32..]);
        var size = BinaryPrimitives.ReadUInt16LittleEndian(file[54..]);
        var types = new uint[BinaryPrimitives.ReadUInt16LittleEndian(file[56..])];
        for (var i = 0; i < types.Length; i++)
            types[i] = BinaryPrimitives.ReadUInt32LittleEndian(file[(table + (i * size))..]);
        return types;
    }
}
