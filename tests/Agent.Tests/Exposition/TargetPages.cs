using System.Text;
using Sonde.Agent.Core.Config;
using Sonde.Agent.Core.Exposition;
using Sonde.Agent.Core.Scrape;
using Sonde.Agent.Core.Series;

namespace Sonde.Agent.Tests.Exposition;

/// <summary>Feeds pages to the reader of one target, one scrape after the other, 15 s apart, and shows what each gave.</summary>
internal sealed class TargetPages(ScrapeJob job, PageFormat format = PageFormat.Text)
{
    private long _now = Given.NoonMilliseconds;

    public TargetPages()
        : this(Given.Job)
    {
    }

    public static TargetPages OpenMetrics(ScrapeJob? job = null) => new(job ?? Given.Job, PageFormat.OpenMetrics);

    public PageReader Reader { get; } = new(Given.Target(job));

    /// <summary>Exemplar and start time of each sample of the last page.</summary>
    public IReadOnlyList<PageDetail> Details { get; private set; } = [];

    public PageCounts Counts => Reader.Counts;

    /// <summary>Time of the last page.</summary>
    public long Timestamp => _now;

    /// <summary>Labels of the target, which every series has.</summary>
    public static string With(string series) => series.EndsWith("{}", StringComparison.Ordinal)
        ? series.Replace("{}", "{instance=\"127.0.0.1:9000\",job=\"fn\"}", StringComparison.Ordinal)
        : throw new ArgumentException("Give the whole label set instead.", nameof(series));

    public IReadOnlyList<PageSample> Scrape(string page) => Scrape(Encoding.UTF8.GetBytes(page));

    public IReadOnlyList<PageSample> Scrape(ReadOnlySpan<byte> page)
    {
        _now += 15_000;
        SampleBatch batch = new(0);
        Reader.Begin(batch, _now);
        try
        {
            Reader.Use(format);
            Reader.Read(page);
            Reader.EndOfBody();
        }
        catch
        {
            Reader.Fail();
            throw;
        }

        Reader.Complete();
        return Show(batch);
    }

    /// <summary>A scrape that got no page.</summary>
    public IReadOnlyList<PageSample> Fail()
    {
        _now += 15_000;
        SampleBatch batch = new(0);
        Reader.Begin(batch, _now);
        Reader.Fail();
        return Show(batch);
    }

    private List<PageSample> Show(SampleBatch batch)
    {
        List<PageSample> shown = [];
        Details = [.. batch.Samples.ToArray().Select(PageDetail.Of)];
        foreach (var sample in batch.Samples)
        {
            LabelSet labels = new();
            LabelCodec.Decode(sample.Series.Labels, labels);
            var series = PageSample.Format(labels.Labels.Select(l => KeyValuePair.Create(l.Name, l.Value)));
            shown.Add(new(series, BitConverter.DoubleToInt64Bits(sample.Value), sample.Timestamp == _now ? null : sample.Timestamp));
        }

        return shown;
    }
}
