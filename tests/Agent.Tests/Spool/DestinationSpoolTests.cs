using Sonde.Agent.Core.Series;
using Sonde.Agent.Core.Spool;
using Sonde.Agent.Core.Telemetry;

namespace Sonde.Agent.Tests.Spool;

public sealed class DestinationSpoolTests : IDisposable
{
    private readonly SpoolPlace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void What_was_written_first_is_read_first_and_an_empty_spool_leaves_no_segment()
    {
        using var spool = _place.Open();
        for (var time = 1; time <= 20; time++)
            Assert.True(spool.TryAppend(SpoolSamples.Scrape(time, count: 1)));

        Assert.Equal(20, spool.Samples);
        Assert.Equal(_place.Segments.Sum(path => new FileInfo(path).Length), spool.Bytes);
        Assert.Equal(Enumerable.Range(1, 20).Select(i => (long)i), SpoolPlace.Drain(spool));
        Assert.Equal((0, 0), (spool.Samples, spool.Bytes));
        Assert.Empty(_place.Segments);
    }

    [Fact]
    public void The_next_process_goes_on_behind_what_was_settled()
    {
        using (var first = _place.Open())
        {
            for (var time = 1; time <= 5; time++)
                first.TryAppend(SpoolSamples.Scrape(time, count: 1));
            List<Sample> read = [];
            first.TryRead(read);
            first.Advance();
            first.TryRead(read);   // under way, not settled
        }

        using var second = _place.Open();
        second.TryAppend(SpoolSamples.Scrape(6, count: 1));
        Assert.Equal(5, second.Samples);
        Assert.Equal([2, 3, 4, 5, 6], SpoolPlace.Drain(second));
        Assert.Contains("4 samples of an earlier process are sent first", string.Join('\n', _place.Log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void A_mark_of_a_segment_that_is_gone_hides_nothing_of_a_new_one()
    {
        for (var process = 0; process < 3; process++)
        {
            using var spool = _place.Open();
            for (var time = 1; time <= 4; time++)
                spool.TryAppend(SpoolSamples.Scrape(time, count: 1));
            if (process == 1)
                continue;   // ended without sending anything
            Assert.Equal(process == 0 ? [1, 2, 3, 4] : [1, 2, 3, 4, 1, 2, 3, 4], SpoolPlace.Drain(spool));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void A_mark_that_is_damaged_only_sends_the_oldest_segment_again(int at)
    {
        using (var first = _place.Open())
        {
            first.TryAppend(SpoolSamples.Scrape(1, count: 1));
            first.TryAppend(SpoolSamples.Scrape(2, count: 1));
            first.TryRead([]);
            first.Advance();
        }

        Flip(Path.Combine(_place.Own, "mark"), at);
        using var second = _place.Open();
        Assert.Equal([1, 2], SpoolPlace.Drain(second));
    }

    [Fact]
    public void A_segment_torn_at_any_byte_gives_all_before_the_tear()
    {
        var (path, bytes, ends) = Written();
        for (var length = 0; length <= bytes.Length; length++)
        {
            File.WriteAllBytes(path, bytes[..length]);
            File.Delete(Path.Combine(_place.Own, "mark"));
            using var spool = _place.Open();
            var whole = ends.Count(end => end <= length);
            Assert.Equal(Enumerable.Range(1, whole).Select(i => (long)i), SpoolPlace.Drain(spool));

            // And it can be written to as before.
            Assert.True(spool.TryAppend(SpoolSamples.Scrape(99, count: 1)));
            Assert.Equal([99], SpoolPlace.Drain(spool));
        }
    }

    [Fact]
    public void A_segment_with_any_byte_flipped_gives_no_wrong_sample_and_all_before_the_damage()
    {
        var (path, bytes, ends) = Written();
        for (var at = 0; at < bytes.Length; at++)
        {
            File.WriteAllBytes(path, bytes);
            File.Delete(Path.Combine(_place.Own, "mark"));
            Flip(path, at);
            using (var spool = _place.Open())
            {
                List<Sample> read = [];
                List<string> all = [];
                while (spool.TryRead(read))
                {
                    all.AddRange(read.Select(SpoolSamples.Identity));
                    read.Clear();
                    spool.Advance();
                }

                var good = Enumerable.Range(1, ends.Length).Select(time => SpoolSamples.Identity(SpoolSamples.Scrape(time, count: 1)[0])).ToList();
                Assert.All(all, sample => Assert.Contains(sample, good));
                var before = at < ends[0] ? 0 : ends.Count(end => end <= at);
                Assert.Equal(good.Take(before), all.Take(before));
                Assert.Equal(all.Distinct(), all);
            }

            File.Delete(path);
        }
    }

    [Fact]
    public void A_full_spool_drops_its_oldest_part_and_counts_it()
    {
        using var spool = _place.Open();
        var noise = new Random(1);
        for (var time = 1; time <= 100; time++)
        {
            var labels = SpoolSamples.Labels(Convert.ToHexString(noise.GetItems(Enumerable.Range(0, 256).Select(i => (byte)i).ToArray(), 20_000)));
            Assert.True(spool.TryAppend([new Sample(new SampleSeries(labels), 1, time)]));
            Assert.InRange(spool.Bytes, 0, _place.Options.MaxBytes);
        }

        var dropped = _place.Counters.Dropped(DropReason.SpoolFull);
        Assert.InRange(dropped, 1, 80);
        Assert.Equal(100 - dropped, spool.Samples);
        Assert.Equal(Enumerable.Range((int)dropped + 1, 100 - (int)dropped).Select(i => (long)i), SpoolPlace.Drain(spool));
        Assert.Single(_place.Log.Lines, line => line.Contains("is full (sonde.spool.max_bytes)", StringComparison.Ordinal));
    }

    [Fact]
    public void A_record_that_made_room_while_it_was_sent_takes_no_other_with_it()
    {
        using var spool = _place.Open();
        spool.TryAppend(SpoolSamples.Scrape(1, count: 1));
        spool.TryRead([]);
        for (var time = 2; _place.Counters.Dropped(DropReason.SpoolFull) == 0; time++)
            spool.TryAppend(Incompressible(time));

        var left = spool.Samples;
        spool.Advance();
        Assert.Equal(left, spool.Samples);
        Assert.Equal(left, SpoolPlace.Drain(spool).Count);
    }

    [Fact]
    public void What_is_not_its_own_is_neither_sent_nor_touched()
    {
        using (var first = _place.Open())
            first.TryAppend(SpoolSamples.Scrape(1, count: 1));
        var strangers = new[] { "notes.txt", "00000000000000ff.spool", "zz.spool", "core" };
        foreach (var name in strangers)
            File.WriteAllText(Path.Combine(_place.Own, name), "somebody else's");

        using var other = _place.TryOpen(Given.Destination with { Url = "http://other/write" })!;
        Assert.False(other.HasPending);
        File.Copy(_place.Segments[0], Path.Combine(_place.Options.Directory, SpoolIdentity.Of("http://other/write").ToString(), "0000000000000007.spool"));
        other.Dispose();
        using var again = _place.TryOpen(Given.Destination with { Url = "http://other/write" })!;
        Assert.False(again.HasPending);   // the same bytes, of another destination

        using var own = _place.Open();
        own.TryAppend(SpoolSamples.Scrape(2, count: 1));
        Assert.Equal([1, 2], SpoolPlace.Drain(own));
        Assert.All(strangers, name => Assert.Equal("somebody else's", File.ReadAllText(Path.Combine(_place.Own, name))));
    }

    [Fact]
    public void A_folder_that_another_process_holds_is_told_and_memory_is_used()
    {
        using var first = _place.Open();

        Assert.Null(_place.TryOpen(Given.Destination));
        Assert.Contains(_place.Log.Lines, line => line.Contains("cannot be used for prometheusremotewrite", StringComparison.Ordinal) && line.Contains("memory only", StringComparison.Ordinal));
    }

    [Fact]
    public void A_disk_that_takes_nothing_is_told_once_and_tried_again_after_a_minute()
    {
        using var spool = _place.Open();
        var inTheWay = Path.Combine(_place.Own, "0000000000000001.spool");
        Directory.CreateDirectory(inTheWay);

        Assert.False(spool.TryAppend(SpoolSamples.Scrape(1)));
        Directory.Delete(inTheWay);
        Assert.False(spool.TryAppend(SpoolSamples.Scrape(2)));   // not tried yet
        _place.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True(spool.TryAppend(SpoolSamples.Scrape(3, count: 1)));

        Assert.Equal([3], SpoolPlace.Drain(spool));
        Assert.Single(_place.Log.Lines, line => line.Contains("does not take what is written", StringComparison.Ordinal));
        Assert.Contains(_place.Log.Lines, line => line.EndsWith("the disk works again", StringComparison.Ordinal));
    }

    private static List<Sample> Incompressible(long time)
    {
        var noise = new byte[20_000];
        new Random((int)time).NextBytes(noise);
        return [new Sample(new SampleSeries(SpoolSamples.Labels(Convert.ToHexString(noise))), 1, time)];
    }

    /// <summary>A segment of five records: its path, its bytes, and where each record ends.</summary>
    private (string Path, byte[] Bytes, int[] Ends) Written()
    {
        List<int> ends = [];
        using (var spool = _place.Open())
        {
            for (var time = 1; time <= 5; time++)
            {
                spool.TryAppend(SpoolSamples.Scrape(time, count: 1));
                ends.Add((int)new FileInfo(_place.Segments[0]).Length);
            }
        }

        return (_place.Segments[0], File.ReadAllBytes(_place.Segments[0]), [.. ends]);
    }

    private static void Flip(string path, int at)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[at] ^= 0x10;
        File.WriteAllBytes(path, bytes);
    }
}
