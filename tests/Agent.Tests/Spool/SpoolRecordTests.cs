using CsCheck;
using Sonde.Agent.Core.Series;
using Sonde.Agent.Core.Spool;

namespace Sonde.Agent.Tests.Spool;

public sealed class SpoolRecordTests
{
    [Fact]
    public void The_checksum_is_CRC_32C()
    {
        Assert.Equal(0xe3069283, Crc32C.Of("123456789"u8));
        Assert.Equal(0xe3069283, Crc32C.Of("1234"u8, "56789"u8));
        Assert.Equal(0x8a9136aau, Crc32C.Of(new byte[32]));   // RFC 3720, B.4
    }

    [Fact]
    public void Every_sample_is_read_as_it_was_written() => SpoolSamples.One.List[0, 40].Sample(samples =>
    {
        List<Sample> read = [];

        Assert.True(SpoolRecordReader.TryRead(new SpoolRecordWriter().Write(samples).Span, read));

        Assert.Equal(samples.Select(SpoolSamples.Identity), read.Select(SpoolSamples.Identity));
    });

    [Fact]
    public void Any_bytes_are_samples_or_nothing_and_never_a_crash() => Gen.OneOf(Gen.Byte.Array[0, 200], Damaged()).Sample(bytes =>
    {
        List<Sample> read = SpoolSamples.Scrape(1);

        var isRecord = SpoolRecordReader.TryRead(bytes, read);

        Assert.True(isRecord || read.Count == 3);
    });

    private static Gen<byte[]> Damaged() => Gen.Select(SpoolSamples.One.List[1, 5], Gen.Int[0, 10_000], Gen.Byte).Select((samples, at, flip) =>
    {
        var content = Snappier.Snappy.DecompressToArray(new SpoolRecordWriter().Write(samples).Span);
        content[at % content.Length] ^= flip;
        return Snappier.Snappy.CompressToArray(content);
    });
}
