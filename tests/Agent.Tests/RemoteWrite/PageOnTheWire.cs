using System.Text;
using Sonde.Agent.Core.Config;
using Sonde.Agent.Core.Exposition;
using Sonde.Agent.Core.RemoteWrite;
using Sonde.Agent.Core.Scrape;
using Sonde.Agent.Core.Series;
using Sonde.Testing.RemoteWrite;

namespace Sonde.Agent.Tests.RemoteWrite;

/// <summary>From the bytes of a page to what a receiver decodes: all of the agent but its sockets.</summary>
internal static class PageOnTheWire
{
    /// <summary>The series of one scrape at noon; a page with an exemplar is OpenMetrics, as in the upstream suite.</summary>
    public static IReadOnlyList<WrittenSeries> Of(string page, RemoteWriteProtocol protocol) => WriteRequestDecoder.DecodeMessage(Message(page, protocol));

    /// <summary>The message before compression.</summary>
    public static byte[] Message(string page, RemoteWriteProtocol protocol)
    {
        var isOpenMetrics = page.Contains("# EOF", StringComparison.Ordinal);
        PageReader reader = new(Given.Target());
        SampleBatch batch = new(0);
        reader.Begin(batch, Given.NoonMilliseconds);
        reader.Use(isOpenMetrics ? PageFormat.OpenMetrics : PageFormat.Text);
        reader.Read(Encoding.UTF8.GetBytes(page));
        reader.EndOfBody();
        reader.Complete();

        EncodedRequest request = new();
        using SenderRoute route = new(Given.Destination with { Protocol = protocol }, _ => new SocketsHttpHandler(), TimeProvider.System);
        new SampleEncoder(request).Encode(batch.Samples.ToArray(), route);
        return request.Message.ToArray();
    }
}
